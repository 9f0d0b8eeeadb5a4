import { afterEach, beforeEach } from 'vitest'
import type { Store } from '../../../src-main/ports'
import { openPostgresStore } from '../../../src-main/store'
import { createTestClock, type TestClock } from '../../support/clock'
import { openProxy, type DatabaseProxy } from '../../support/postgres/postgres-proxy'
import type { PostgresServer } from '../../support/postgres/postgres-server'
import { describeWithPostgres } from '../../support/postgres/postgres-suite'
import { createRecordedLog, type RecordedLog } from '../data-folder'

/** An empty database of a test, and the stores that it opens on it. */
export interface SharedDatabase {
  readonly url: string
  readonly clock: TestClock
  readonly log: RecordedLog
  open(options?: Partial<Parameters<typeof openPostgresStore>[0]>): Promise<Store>
  /** A store whose way to the database can be cut. */
  openBehindProxy(): Promise<DatabaseProxy & { readonly store: Store }>
  query(sql: string): Promise<readonly Record<string, unknown>[]>
  /** Closes what is open. */
  close(): Promise<void>
}

/** A new database of a server. */
export async function createSharedDatabase(server: PostgresServer): Promise<SharedDatabase> {
  const url = await server.createDatabase()
  const clock = createTestClock()
  const log = createRecordedLog()
  const open: { close(): Promise<void> }[] = []

  async function openStore(options: Parameters<SharedDatabase['open']>[0] = {}): Promise<Store> {
    const store = await openPostgresStore({ url, clock, log, ...options })
    open.unshift(store)
    return store
  }

  return {
    url,
    clock,
    log,
    open: openStore,
    async openBehindProxy() {
      const proxy = await openProxy(url)
      open.unshift(proxy)
      return { ...proxy, store: await openStore({ url: proxy.url }) }
    },
    query: (sql) => server.query(url, sql),
    async close() {
      for (const one of open) await one.close()
    }
  }
}

/** Tests that each get an empty database, and leave nothing open on it. */
export function describeWithDatabase(
  name: string,
  tests: (database: () => SharedDatabase, server: () => PostgresServer) => void
): void {
  describeWithPostgres(name, (server) => {
    let database: SharedDatabase
    beforeEach(async () => {
      database = await createSharedDatabase(server())
    })
    afterEach(() => database.close())

    tests(() => database, server)
  })
}
