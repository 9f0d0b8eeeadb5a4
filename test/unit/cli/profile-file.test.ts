import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readProfile, writeProfile } from '../../../src-main/host'

const RIGHTS = 0o777

describe.skipIf(process.platform === 'win32')('a profile that is written', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'friendly-oauth2-test-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('is for its owner alone', async () => {
    const file = join(folder, 'profile.json')
    await writeProfile(file, { version: 1 })
    expect((await stat(file)).mode & RIGHTS).toBe(0o600)
  })

  it('leaves the rights of a pipe or a device as they are', async () => {
    const pipe = join(folder, 'pipe')
    execFileSync('mkfifo', ['-m', '644', pipe])
    const [text] = await Promise.all([readFile(pipe, 'utf8'), writeProfile(pipe, { version: 1 })])
    expect(JSON.parse(text)).toEqual({ version: 1 })
    expect((await stat(pipe)).mode & RIGHTS).toBe(0o644)
  })
})

describe('a profile in JSON', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'friendly-oauth2-test-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  async function read(text: string) {
    const file = join(folder, 'profile.json')
    await writeFile(file, text)
    return readProfile(file)
  }

  it('is refused with the line where a name stands twice, of which only the last would count', async () => {
    await expect(
      read('{\n"version": 1,\n"clients": [{ "client_id": "shop" }],\n"clients": []\n}')
    ).rejects.toThrow(/profile\.json .*must be unique at line 4/)
    await expect(
      read('{ "version": 1, "clients": [{ "client_id": "shop",\n"client\\u005fid": "till" }] }')
    ).rejects.toThrow(/profile\.json .*must be unique at line 2/)
  })

  it('is taken where names and colons stand in its texts', async () => {
    const { clients } = await read(
      '{"version":1,"clients":[{"client_id":"shop","client_name":"a\\": \\"b"}]}'
    )
    expect(clients?.[0]?.client_name).toBe('a": "b')
  })
})
