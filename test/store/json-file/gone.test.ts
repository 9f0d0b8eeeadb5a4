import { existsSync } from 'node:fs'
import { appendFile, chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../../../src-main/ports'
import { createTestClock } from '../../support/clock'
import { createDataFolder, type DataFolder } from '../data-folder'
import { expectRefusal, tokenIdsOf } from '../expectations'
import { clientRecord, tokenRecord } from '../records'

let data: DataFolder
let store: Store
beforeEach(async () => {
  data = await createDataFolder()
  store = await data.open()
  await store.clients.insert(clientRecord('shop'))
  await store.tokens.insert(tokenRecord('stored'))
})
afterEach(() => data.dispose())

async function expectRefused(reason = /is gone, or somebody else's now: put it back/): Promise<void> {
  expect(await store.problem()).toMatch(reason)
  await expect(store.tokens.insert(tokenRecord('late'))).rejects.toMatchObject({ code: 'unwritable' })
  await expect(store.tokens.remove('stored')).rejects.toMatchObject({ code: 'unwritable' })
  await expect(store.clients.insert(clientRecord('late'))).rejects.toMatchObject({ code: 'unwritable' })
  expect(await tokenIdsOf(store)).toEqual(['stored'])
  expect(await store.clients.get('late')).toBeUndefined()
}

describe('a data folder that goes away under a running server', () => {
  it('is noticed without a write, refused to write to, and not made anew when it was deleted', async () => {
    await rm(data.folder, { recursive: true })
    await expectRefused()
    expect(existsSync(data.folder)).toBe(false)
    expect(data.log.lines.filter((line) => line.includes('Nothing is accepted'))).toHaveLength(2)
  })

  it('is noticed by a write that comes before anybody asks', async () => {
    await rm(data.folder, { recursive: true })
    await expect(store.tokens.insert(tokenRecord('late'))).rejects.toMatchObject({ code: 'unwritable' })
    expect(await store.tokens.get('late')).toBeUndefined()
  })

  it('is gone on with when it comes back, by itself, and nothing that was acknowledged is missing', async () => {
    await rename(data.folder, `${data.folder}-away`)
    await expectRefused()
    await rename(`${data.folder}-away`, data.folder)
    await expect.poll(() => store.problem()).toBeUndefined()
    await store.tokens.insert(tokenRecord('again'))
    await store.clients.insert(clientRecord('again'))
    await store.close()
    const next = await data.open()
    expect(await tokenIdsOf(next)).toEqual(['again', 'stored'])
    expect((await next.clients.list()).items.map(({ client_id }) => client_id)).toEqual(['again', 'shop'])
  })

  it('is not written to when a new one stands in its place', async () => {
    await rename(data.folder, `${data.folder}-away`)
    await mkdir(data.folder)
    const other = await data.open()
    await other.tokens.insert(tokenRecord('of the other'))
    await expectRefused()
    expect(await tokenIdsOf(other)).toEqual(['of the other'])
    await store.close()
    expect(existsSync(data.path('lock'))).toBe(true)
  })
})

describe('the lock of a running server', () => {
  it('is made again when somebody deletes it', async () => {
    const before = await readFile(data.path('lock'), 'utf8')
    await rm(data.path('lock'))
    await store.tokens.insert(tokenRecord('next'))
    expect(await readFile(data.path('lock'), 'utf8')).toBe(before)
    await expectRefusal(data, 'busy', data.path('lock'))
  })

  // The superuser is not stopped by a mode.
  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'is left where it can not be removed, and the store closes all the same',
    async () => {
      await chmod(data.folder, 0o500)
      await store.close()
      await chmod(data.folder, 0o700)
      expect(existsSync(data.path('lock'))).toBe(true)
    }
  )

  const taken = /is somebody else's now: another server took its lock/

  it('that another process took meanwhile ends the writing', async () => {
    await rm(data.path('lock'))
    await writeFile(data.path('lock'), '{"pid":1,"holding":"1-1"}\n')
    await expectRefused(taken)
    await rm(data.path('lock'))
    await expectRefused(taken)
  })

  async function expectAllOfTheOther(): Promise<void> {
    const next = await data.open()
    expect(await tokenIdsOf(next)).toEqual(['first of the other', 'second of the other', 'stored'])
  }

  it('that another server took leaves what that one writes untouched, also by closing', async () => {
    await rm(data.path('lock'))
    const other = await data.open()
    await other.tokens.insert(tokenRecord('first of the other'))
    await expectRefused(taken)
    await other.tokens.insert(tokenRecord('second of the other'))
    await expectRefused(taken)
    await store.close()
    expect(existsSync(data.path('lock'))).toBe(true)
    await other.close()
    await expectAllOfTheOther()
  })

  it('that another server took and gave back is not taken again over what that one wrote', async () => {
    await rm(data.path('lock'))
    const other = await data.open()
    for (const id of ['first of the other', 'second of the other']) await other.tokens.insert(tokenRecord(id))
    await other.close()
    await expectRefused(taken)
    await store.close()
    await expectAllOfTheOther()
  })

  it('is not taken again where another server went on in a journal of its own', async () => {
    await rm(data.path('lock'))
    const journal = await readFile(data.path('state', 'journal-00000001.ndjson'))
    await writeFile(data.path('state', 'journal-00000002.ndjson'), journal)
    await expectRefused(taken)
  })

  it('does not hide that somebody else wrote into the journal', async () => {
    await appendFile(data.path('state', 'journal-00000001.ndjson'), 'of another')
    await expectRefused(/journal-00000001.ndjson was changed by somebody else/)
    await store.close()
    expect(await readFile(data.path('state', 'journal-00000001.ndjson'), 'utf8')).toMatch(/of another$/)
  })
})

describe('a clock that jumps', () => {
  it('forward ends what ends, and back again brings nothing back, over restarts too', async () => {
    const clock = createTestClock()
    await store.close()
    const later = await data.open({ clock })
    const exp = clock.nowSeconds() + 3600
    await later.tokens.insert(tokenRecord('short', { exp }))
    clock.advance({ seconds: 10 * 365 * 86_400 })
    expect(await later.tokens.get('short')).toBeUndefined()
    await later.tokens.insert(tokenRecord('of the future', { exp: clock.nowSeconds() + 3600 }))
    await later.clients.insert(clientRecord('of the future'))
    await later.close()

    // The process starts with the machine's clock set right again.
    const next = await data.open({ clock: createTestClock(clock.nowMs() - 10 * 365 * 86_400_000) })
    expect(await next.clients.get('of the future')).toBeDefined()
    expect(await next.tokens.get('of the future')).toBeDefined()
    await next.tokens.insert(tokenRecord('now'))
    await next.clients.insert(clientRecord('now'))
    expect(await tokenIdsOf(next)).toEqual(expect.arrayContaining(['now', 'of the future', 'stored']))
  })
})
