import { readdir, readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTestClock } from '../../support/clock'
import { createDataFolder, type DataFolder } from '../data-folder'
import { clientRecord } from '../records'

describe('the json-file store', () => {
  let data: DataFolder

  beforeEach(async () => {
    data = await createDataFolder()
  })
  afterEach(() => data.dispose())

  it('keeps backups that follow the configuration, a bounded number of them', async () => {
    const clock = createTestClock()
    // A copy that is being written has another ending until it stands.
    const backups = async () =>
      (await readdir(data.path('backups'))).filter((name) => name.endsWith('.json')).sort()
    const newest = async () => readFile(data.path('backups', (await backups()).at(-1) ?? ''), 'utf8')
    for (let number = 0; number < 12; number += 1) {
      const store = await data.open({ clock, backupEveryMs: 60_000 })
      await store.clients.insert(clientRecord(`client-${number}`))
      await store.close()
      expect(await newest()).toBe(await readFile(data.path('config.json'), 'utf8'))
      clock.advance({ seconds: 61 })
    }
    expect(await backups()).toHaveLength(10)
    const store = await data.open({ clock, backupEveryMs: 60_000 })
    await store.clients.insert(clientRecord('while it runs'))
    await vi.waitFor(async () => expect(await newest()).toContain('while it runs'), { timeout: 30_000 })
    await store.clients.insert(clientRecord('within the same minute'))
    await vi.waitFor(async () => expect(await newest()).toContain('within the same minute'), {
      timeout: 30_000
    })
    expect(await backups()).toHaveLength(10)
  })

  it('makes no further backup of what was changed and changed back', async () => {
    const first = await data.open()
    await first.writeConfiguration({ clients: [clientRecord('shop')] })
    await first.close()
    const before = await readdir(data.path('backups'))
    const second = await data.open()
    for (const client_name of ['Other', ''])
      await second.clients.update('shop', (client) => ({ ...client, client_name }))
    await second.close()
    expect(await readdir(data.path('backups'))).toEqual(before)
    const third = await data.open()
    await third.clients.update('shop', (client) => ({ ...client, client_name: 'Other' }))
    await third.close()
    expect(await readdir(data.path('backups'))).toHaveLength(2)
  })

  it('makes no further backup on a start when the newest one is equal', async () => {
    const clock = createTestClock()
    const backups = async () =>
      (await readdir(data.path('backups'))).filter((name) => name.endsWith('.json')).sort()
    const first = await data.open({ clock, backupEveryMs: 60_000 })
    await first.clients.insert(clientRecord('shop'))
    await first.close()
    const before = await backups()
    expect(before).toHaveLength(1)
    for (let start = 0; start < 3; start += 1) {
      clock.advance({ seconds: 61 })
      const store = await data.open({ clock, backupEveryMs: 60_000 })
      await store.close()
      expect(await backups()).toEqual(before)
    }
  })
})
