import { authorizationCountId, dayOf, DAY_MS, withAuthorizations } from '../../model'
import { StoreError, type Clock, type Log, type Scheduler, type Store } from '../../ports'

/** Milliseconds that a count may wait in memory: what a crash can lose. */
const FLUSHED_AFTER = 5_000

export interface AuthorizationCounts {
  /** Counts one authorization of a client (see `AuthorizationCount`). Nothing is written here, since a token waits for it. */
  note(client_id: string): void
  /** Writes what was counted. Where the data can't be written it is kept for the next time. */
  flush(): Promise<void>
  /** Writes what is left; nothing more is counted in its own time. */
  close(): Promise<void>
}

/** Counts authorizations in memory and writes them from time to time, so that a token costs no write more. */
export function createAuthorizationCounts({
  store,
  clock,
  scheduler,
  log
}: {
  store: Pick<Store, 'authorizationCounts'>
  clock: Pick<Clock, 'nowMs'>
  scheduler: Scheduler
  log: Pick<Log, 'warn'>
}): AuthorizationCounts {
  let waiting = new Map<string, { client_id: string; day: string; more: number }>()
  let lastDay = { number: NaN, text: '' }
  let callOff: (() => void) | undefined
  let isClosed = false

  function add(client_id: string, day: string, more: number): void {
    const key = `${day} ${client_id}`
    const known = waiting.get(key)
    if (known) known.more += more
    else waiting.set(key, { client_id, day, more })
    if (!isClosed) callOff ??= scheduler.after(FLUSHED_AFTER, () => void flush())
  }

  /** Written down once a day: a date costs microseconds, and this is asked at every token. */
  function today(): string {
    const number = Math.floor(clock.nowMs() / DAY_MS)
    if (lastDay.number !== number) lastDay = { number, text: dayOf(number * DAY_MS) }
    return lastDay.text
  }

  async function write(entry: { client_id: string; day: string; more: number }): Promise<void> {
    const key = authorizationCountId(entry.client_id, entry.day.slice(0, 7))
    try {
      await store.authorizationCounts.upsert(key, (current) => withAuthorizations(current, entry))
    } catch (error) {
      if (!(error instanceof StoreError)) throw error
      add(entry.client_id, entry.day, entry.more)
    }
  }

  async function flush(): Promise<void> {
    callOff?.()
    callOff = undefined
    const entries = [...waiting.values()]
    waiting = new Map()
    try {
      await Promise.all(entries.map(write))
    } catch (error) {
      log.warn('Authorizations could not be counted', { error })
    }
  }

  return {
    note: (client_id) => add(client_id, today(), 1),
    flush,
    async close() {
      isClosed = true
      await flush()
    }
  }
}
