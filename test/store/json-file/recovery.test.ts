import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findUsableBackup, setAside } from '../../../src-main/store'
import { createRandom } from '../../../src-main/system/random'
import { createTestClock } from '../../support/clock'
import { createDataFolder, type DataFolder } from '../data-folder'
import { clientRecord, tokenRecord } from '../records'

let data: DataFolder
const clock = createTestClock()
const surroundings = { clock, random: createRandom() }

beforeEach(async () => {
  data = await createDataFolder()
})
afterEach(() => data.dispose())

async function fill(): Promise<void> {
  const store = await data.open()
  await store.clients.insert(clientRecord('kept'))
  await store.tokens.insert(tokenRecord('token'))
  await store.close()
}

describe('a data folder that is damaged', () => {
  it('names the newest backup that can be used, when it was written, and none where there is none', async () => {
    expect(await findUsableBackup(data.folder, clock)).toBeUndefined()
    await fill()
    const backup = await findUsableBackup(data.folder, clock)
    expect(backup?.path).toContain('rolling')
    expect(backup?.atMs).toBeGreaterThan(0)

    for (const name of await readdir(data.path('backups')))
      await writeFile(data.path('backups', name), '{ "half": ')
    expect(await findUsableBackup(data.folder, clock)).toBeUndefined()
  })

  it('begins without its sessions and tokens, which lie beside it', async () => {
    await fill()
    const aside = await setAside(data.folder, 'state', surroundings)
    expect(await readdir(join(aside, 'state'))).not.toEqual([])
    const store = await data.open()
    expect(store.fresh).toBe(false)
    expect(await store.clients.get('kept')).toMatchObject({ client_id: 'kept' })
    expect(await store.tokens.get('token')).toBeUndefined()
  })

  it('begins anew, everything lying beside it as it was', async () => {
    await fill()
    const before = await readFile(data.path('config.json'), 'utf8')
    const aside = await setAside(data.folder, 'everything', surroundings)
    expect(await readFile(join(aside, 'config.json'), 'utf8')).toBe(before)
    const store = await data.open()
    expect(store.fresh).toBe(true)
  })

  it('stays whole when a part of it can not be moved', async () => {
    await fill()
    const before = await readFile(data.path('config.json'), 'utf8')
    const aside = await setAside(data.folder, 'state', surroundings)
    await mkdir(data.path('state'))
    // At the same moment the place is taken, which no part can be moved over.
    await expect(setAside(data.folder, 'everything', surroundings)).rejects.toMatchObject({
      code: 'unwritable'
    })
    expect(await readFile(data.path('config.json'), 'utf8')).toBe(before)
    expect(await readdir(aside)).toEqual(['state'])
    await rm(aside, { recursive: true })
    expect((await data.open()).fresh).toBe(false)
  })

  it('is left alone while somebody has it open', async () => {
    await data.open()
    await expect(setAside(data.folder, 'everything', surroundings)).rejects.toMatchObject({ code: 'busy' })
    expect(await readdir(data.folder)).toContain('state')
  })
})
