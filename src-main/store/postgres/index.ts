import type { Store } from '../../ports'
import type { DatabaseContent } from './connection/look-into-database'
import type { PostgresStoreOptions } from './open-postgres-store'

/** The store of a PostgreSQL database (see open-postgres-store.ts). Its driver is loaded here, so that nobody else waits for it. */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<Store> {
  const store = await import('./open-postgres-store')
  return store.openPostgresStore(options)
}

export type { DatabaseContent } from './connection/look-into-database'

/** Looks into a database in passing (see look-into-database.ts). */
export async function lookIntoDatabase(url: string, nowMs: () => number): Promise<DatabaseContent> {
  const { lookIntoDatabase: look } = await import('./connection/look-into-database')
  return look(url, nowMs)
}
