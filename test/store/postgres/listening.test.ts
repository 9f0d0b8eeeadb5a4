import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { patchSettings } from '../../../src-main/model'
import type { Store } from '../../../src-main/ports'
import { describeWithDatabase } from './shared'

/** A second is promised; a busy machine may need more. */
const SOON = { timeout: 3000, interval: 20 }

describeWithDatabase('a server that listens to its PostgreSQL database', (database) => {
  const set = (store: Store, enabled: boolean) =>
    store.settings.update((settings) => patchSettings(settings, { cors: { enabled } }))
  const isSet = async (store: Store) => (await store.settings.get()).cors.enabled
  const outages = () => database().log.lines.filter((line) => line.includes('accepted until'))
  const listening = () =>
    database().query(
      "select pid from pg_stat_activity where query like '%transaction_read_only%' and pid <> pg_backend_pid()"
    )

  it('takes in soon what another changed while its connection was lost without a word', async () => {
    const other = await database().open()
    await set(other, true)
    const { store, silence } = await database().openBehindProxy()
    for (const enabled of [false, true, false]) {
      silence('listen friendly_oauth2')
      await set(other, enabled)
      await expect.poll(() => isSet(store), SOON).toBe(enabled)
      // From now on it is told again.
      await set(other, !enabled)
      await expect.poll(() => isSet(store), SOON).toBe(!enabled)
    }
    expect(outages()).toEqual([])
    expect(store.problem()).toBeUndefined()
  })

  it('stays with the connection that it has while the database is slow, and calls that no outage', async () => {
    const { store, delay } = await database().openBehindProxy()
    const before = await listening()
    expect(before).toHaveLength(1)
    delay(400)
    await pause(5000)
    expect(await listening()).toEqual(before)
    expect(store.problem()).toBeUndefined()
    expect(outages()).toEqual([])
  })

  it('vouches for itself no longer when no connection says anything', async () => {
    const { store, hang, mend } = await database().openBehindProxy()
    hang()
    await expect.poll(() => store.problem(), { timeout: 15_000 }).toContain('does not answer')
    mend()
    await expect.poll(() => store.problem(), { timeout: 15_000 }).toBeUndefined()
  })
})
