import type { Store } from '../../ports'
import type { PostgresStoreOptions } from './open-postgres-store'

/** The store of a PostgreSQL database (see open-postgres-store.ts). Its driver is loaded here, so that nobody else waits for it. */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<Store> {
  const store = await import('./open-postgres-store')
  return store.openPostgresStore(options)
}

/** Asks a database whether it is there; undefined: it is (see ask-database.ts). */
export async function askDatabase(url: string): Promise<string | undefined> {
  const { askDatabase: ask } = await import('./ask-database')
  return ask(url)
}
