import type { Clock, Log } from '../../ports'
import { StoreError } from '../../ports'
import { forgetGone } from './configuration-rows'
import type { Database } from './connection/database'
import type { TableLayout } from './layout'

/** As many rows as leave within some milliseconds. */
const SWEPT_AT_ONCE = 5000

/** Removes what has ended, while nobody waits for it; servers that sweep at one moment leave each other's rows alone. */
export function createSweeping(deps: {
  database: Database
  layouts: readonly TableLayout[]
  clock: Pick<Clock, 'nowSeconds'>
  log: Pick<Log, 'error'>
  everyMs: number
}): { begin(): void; close(): Promise<void> } {
  const { database, layouts, clock, log, everyMs } = deps
  let timer: NodeJS.Timeout | undefined
  let sweeping: Promise<void> = Promise.resolve()
  let closed = false

  async function sweepTable({ table }: TableLayout): Promise<void> {
    // By both clocks: a server whose own is wrong must not take away what lives for the others.
    const text = `delete from ${table} where key in (
      select key from ${table} where exp <= $1 and exp <= extract(epoch from now())
      limit ${SWEPT_AT_ONCE} for update skip locked)`
    while (!closed && (await database.run({ text }, [clock.nowSeconds()])).count === SWEPT_AT_ONCE);
  }

  async function sweep(): Promise<void> {
    try {
      for (const layout of layouts) await sweepTable(layout)
      if (!closed) await forgetGone(database)
    } catch (error) {
      // An outage has been told of; the next round finds what this one left.
      if (!(error instanceof StoreError)) log.error('What has ended could not be removed', { error })
    }
  }

  function schedule(): void {
    if (closed) return
    timer = setTimeout(() => {
      sweeping = sweep()
      void sweeping.then(schedule)
    }, everyMs)
    timer.unref()
  }

  return {
    begin: schedule,
    async close() {
      closed = true
      clearTimeout(timer)
      await sweeping
    }
  }
}
