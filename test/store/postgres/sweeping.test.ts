import { expect, it } from 'vitest'
import { createTestClock } from '../../support/clock'
import { describeWithDatabase } from './shared'
import { clientRecord, tokenRecord } from '../records'

/** However busy the machine is. */
const PATIENCE = { timeout: 30_000 }
const HOUR = 3600

describeWithDatabase('what has ended in PostgreSQL', (database) => {
  const keysOf = async () =>
    (await database().query('select key from friendly_oauth2.tokens order by key')).map(({ key }) => key)

  it('leaves its tables while nobody writes', async () => {
    const clock = createTestClock(Date.now())
    const store = await database().open({ clock, sweepEveryMs: 20 })
    const now = clock.nowSeconds()
    await store.tokens.insert(tokenRecord('ended', { exp: now - HOUR }))
    await store.tokens.insert(tokenRecord('living', { exp: now + HOUR }))
    await expect.poll(keysOf, PATIENCE).toEqual(['living'])
  })

  it('is not decided by a server whose clock is ahead of the database', async () => {
    const clock = createTestClock(Date.now())
    const store = await database().open({ clock, sweepEveryMs: 20 })
    const now = clock.nowSeconds()
    await store.tokens.insert(tokenRecord('living', { exp: now + HOUR }))
    clock.advance({ seconds: 10 * HOUR })
    await store.tokens.insert(tokenRecord('ended', { exp: now - HOUR }))
    await expect.poll(keysOf, PATIENCE).toEqual(['living'])
    expect(await store.tokens.get('living')).toBeUndefined()
    clock.advance({ seconds: -10 * HOUR })
    expect(await store.tokens.get('living')).toBeDefined()
  })

  it('is forgotten, of the configuration, when every server has long heard of it', async () => {
    const store = await database().open({ sweepEveryMs: 20 })
    for (const id of ['going', 'staying']) await store.clients.insert(clientRecord(id))
    await store.clients.remove('going')
    const rows = () => database().query('select key from friendly_oauth2.configuration order by key')
    expect(await rows()).toEqual([{ key: 'going' }, { key: 'staying' }])
    await database().query("update friendly_oauth2.configuration set changed_at = now() - interval '2 hours'")
    await expect.poll(rows, PATIENCE).toEqual([{ key: 'staying' }])
    expect(
      await database().query('select forgotten_version from friendly_oauth2.configuration_head')
    ).toEqual([{ forgotten_version: '3' }])
  })
})
