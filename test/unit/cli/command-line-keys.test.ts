import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dispatch } from '../../../src-main/cli/arguments/dispatch'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'friendly-oauth2-keys-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function run(...args: string[]) {
  const printed: string[] = []
  const noted: string[] = []
  const exitCode = await dispatch([...args, '--data', join(folder, 'data')], {
    print: (text) => void printed.push(text),
    note: (text) => void noted.push(text),
    readInput: () => Promise.resolve(''),
    readSecret: () => Promise.resolve('')
  })
  return { exitCode, printed: printed.join('\n'), noted: noted.join('\n') }
}

describe('the command line of keys', () => {
  it('rotates the key of an algorithm, and lists the old one as retired without private halves', async () => {
    const first = await run('keys', 'rotate', 'ES256')
    expect(first).toMatchObject({ exitCode: 0, printed: expect.stringMatching(/^\S+\tES256\tcurrent$/) })
    await run('keys', 'rotate', 'ES256')
    const kid = first.printed.split('\t')[0]!
    expect((await run('keys', 'list')).printed).toContain(`${kid}\tES256\tretired`)
    const keys = JSON.parse((await run('keys', 'list', '--json')).printed) as { jwk: object }[]
    expect(keys).toHaveLength(2)
    for (const { jwk } of keys) expect(jwk).not.toHaveProperty('d')
  })

  it('names the algorithms that there are', async () => {
    expect(await run('keys', 'rotate', 'HS256')).toMatchObject({
      exitCode: 2,
      noted: expect.stringContaining('RS256, PS256, ES256, ES384, EdDSA')
    })
  })
})
