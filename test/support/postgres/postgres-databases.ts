import type { PostgresServer } from './postgres-server'

/** Empty databases of one server. One that was used is emptied and used again, which is quicker than making the next. */
export interface Databases {
  /** The address of a database that is empty and that nobody else has. */
  take(): Promise<string>
  giveBack(url: string): Promise<void>
}

/** As a store finds it that opens it for the first time, but that its tables are there already. */
const EMPTY = `
  do $$ declare one text; begin
    for one in select tablename from pg_tables where schemaname = 'friendly_oauth2'
      and tablename not in ('migrations', 'configuration_head')
    loop execute 'delete from friendly_oauth2.' || one; end loop;
    update friendly_oauth2.configuration_head set version = 0, forgotten_version = 0;
  end $$`

/** No databases yet; the first one is made when it is taken. */
export function createDatabases(server: () => PostgresServer): Databases {
  const free: string[] = []
  return {
    take: async () => free.pop() ?? server().createDatabase(),
    async giveBack(url) {
      await server().query(url, EMPTY)
      free.push(url)
    }
  }
}
