import { readdir, readlink, rm, symlink } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDataFolder, type DataFolder } from '../data-folder'
import { tokenRecord } from '../records'

const NOWHERE = '/nowhere/at/all'

// Windows lets not everybody make links.
describe.skipIf(process.platform === 'win32')('a link that leads nowhere', () => {
  let data: DataFolder
  beforeEach(async () => {
    data = await createDataFolder()
  })
  afterEach(() => data.dispose())

  async function expectNamed(...parts: string[]): Promise<void> {
    const path = data.path(...parts)
    await rm(path, { force: true })
    await symlink(NOWHERE, path)
    await expect(data.open()).rejects.toMatchObject({
      code: 'unwritable',
      file: path,
      message: expect.stringContaining(`${path} is a link, and what it leads to is not there`)
    })
    expect(await readlink(path)).toBe(NOWHERE)
  }

  /** The files of two generations, of which the older ones are there for the case that the newer snapshot gets damaged. */
  async function fill(): Promise<string[]> {
    const store = await data.open({ compactAfter: 1 })
    await vi.waitFor(async () => {
      await store.tokens.upsert('a', () => tokenRecord('a', { scope: String(Math.random()) }))
      expect(await readdir(data.path('state'))).toContain('snapshot-00000003.ndjson')
    }, 30_000)
    await store.close()
    return (await readdir(data.path('state'))).sort()
  }

  for (const kind of ['journal', 'snapshot'])
    it(`is told of by its own name in the place of an older ${kind}`, async () => {
      const older = (await fill()).filter((name) => name.startsWith(kind))[0] ?? ''
      await expectNamed('state', older)
    })

  it('is told of by its own name in the place of the newest journal', async () => {
    const newest = (await fill()).filter((name) => name.startsWith('journal')).at(-1) ?? ''
    await expectNamed('state', newest)
  })

  it('is told of as what it is in the place of the lock', async () => {
    await (await data.open()).close()
    await expectNamed('lock')
  })
})
