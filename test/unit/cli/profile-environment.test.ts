import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { readProfile } from '../../../src-main/host'
import { fillInEnvironment } from '../../../src-main/host/fill-in-environment'

/** A text as a profile has it: the percent signs of these tests are dollar signs there. */
const written = (text: string) => text.replaceAll('%', '$')

describe('a profile that names variables of the environment', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'friendly-oauth2-test-'))
  })
  afterAll(() => rm(folder, { recursive: true }))
  afterEach(() => vi.unstubAllEnvs())

  async function read(text: string) {
    const file = join(folder, 'profile.yaml')
    await writeFile(file, written(text))
    return readProfile(file)
  }

  it('has their values in its texts', async () => {
    vi.stubEnv('SHOP_SECRET', 'a secret from elsewhere')
    const { clients } = await read(
      'version: 1\nclients: [{ client_id: shop, client_secret: "%{SHOP_SECRET}" }]'
    )
    expect(clients?.[0]?.client_secret).toBe('a secret from elsewhere')
  })

  it('is refused where one is not set, by its path and the name of the variable', async () => {
    vi.stubEnv('SHOP_SECRET', undefined)
    await expect(
      read('version: 1\nclients: [{ client_id: shop, client_secret: "%{SHOP_SECRET}" }]')
    ).rejects.toThrow(/clients\[0\]\.client_secret: the environment has no SHOP_SECRET/)
  })

  it.each([
    ['%{NAME:-nobody}', {}, 'nobody'],
    ['%{NAME:-nobody}', { NAME: 'alice' }, 'alice'],
    ['%{NAME:-}', {}, ''],
    ['from %{NAME} to %{NAME}', { NAME: 'a' }, 'from a to a'],
    ['%%{NAME}', { NAME: 'alice' }, '%{NAME}'],
    ['%{NAME}', { NAME: '%{OTHER}', OTHER: 'twice' }, '%{OTHER}'],
    ['{{user.name}} %{lower} $NAME', { NAME: 'alice' }, '{{user.name}} %{lower} $NAME']
  ])('reads %j with %j as %j', (text, environment, expected) => {
    const variables = Object.fromEntries(
      Object.entries(environment).map(([name, value]) => [name, written(value)])
    )
    expect(fillInEnvironment({ deep: [written(text)] }, variables)).toEqual({
      document: { deep: [written(expected)] },
      faults: []
    })
  })

  it('reads a long text as it is in which places begin without an end', () => {
    const document = { deep: [written('%{A} ') + written('%{A:-').repeat(400_000)] }
    const expected = { deep: [`alice ${written('%{A:-').repeat(400_000)}`] }
    expect(fillInEnvironment(document, { A: 'alice' })).toEqual({ document: expected, faults: [] })
  })

  it('names the path of each variable that is not set', () => {
    const document = { a: [{ b: 'x' }, { b: written('%{ONE}'), 'c d': [written('%{TWO}')] }] }
    const { faults } = fillInEnvironment(document, {})
    expect(faults.map((fault) => fault.split(': ')[0])).toEqual(['a[1].b', 'a[1]["c d"][0]'])
  })

  it('is changed in a copy, in which the order of members stays, and what names none is not copied', () => {
    const document = { first: written('%{NAME}'), rest: { list: [{ text: 'x' }], more: 'y' } }
    const { document: filled } = fillInEnvironment(document, { NAME: 'alice' })
    expect(JSON.stringify(filled)).toBe('{"first":"alice","rest":{"list":[{"text":"x"}],"more":"y"}}')
    expect(document.first).toBe(written('%{NAME}'))
    expect((filled as typeof document).rest).toBe(document.rest)
  })

  it('gets nothing but members, whatever their names are', () => {
    const document: unknown = JSON.parse(written('{"__proto__": "%{NAME}", "list": [["%{NAME}"], "x"]}'))
    const { document: filled } = fillInEnvironment(document, { NAME: 'alice' })
    expect(JSON.stringify(filled)).toBe('{"__proto__":"alice","list":[["alice"],"x"]}')
  })

  it('keeps numbers, switches and names of members as they are', () => {
    const document = { [written('%{NAME}')]: [1, true, null] }
    expect(fillInEnvironment(document, { NAME: 'alice' })).toEqual({ document, faults: [] })
  })
})
