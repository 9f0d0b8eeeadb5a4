import type { Client, QueryConfig } from 'pg'
import firstTables from '../../../../resources/postgres/0001-first-tables.sql?raw'
import sharedByAll from '../../../../resources/postgres/0002-shared-by-all.sql?raw'
import collectionRuns from '../../../../resources/postgres/0003-collection-runs.sql?raw'
import { StoreError } from '../../../ports'
import { placeOf } from './address'
import { SCHEMA } from '../layout'

/** A step from the version before to its own: plain SQL, run once in each database. */
export interface PostgresMigration {
  readonly version: number
  readonly sql: string
}

/** Every migration there is, by rising version; the files lie in resources/postgres. */
export const POSTGRES_MIGRATIONS: readonly PostgresMigration[] = [
  { version: 1, sql: firstTables },
  { version: 2, sql: sharedByAll },
  { version: 3, sql: collectionRuns }
]

/** A step may rewrite a large table, for which the patience with other questions is too short. */
const LONGEST_MS = 3_600_000

/** The driver bounds a single question too; its types don't say so. */
interface TimedQuery extends QueryConfig {
  readonly query_timeout: number
}

/**
 * Brings the tables forward to the newest version, in one transaction. Whoever calls this holds the lock of the database's preparation.
 * Throws StoreError `newer` for tables of a newer version, which are left as they are.
 */
export async function migrate(
  client: Pick<Client, 'query'>,
  url: string,
  migrations: readonly PostgresMigration[] = POSTGRES_MIGRATIONS
): Promise<void> {
  const version = await versionOf(client)
  const newest = migrations.at(-1)?.version ?? 0
  if (version > newest)
    throw new StoreError(
      'newer',
      `${placeOf(url)} has version ${version}, written by a newer version of the server; this one knows versions up to ${newest}. It was left as it is`
    )
  if (version === newest) return
  await client.query('begin')
  if (version === 0) await client.query(FIRST_STEP)
  for (const { version: to, sql } of migrations) {
    if (to <= version) continue
    const step: TimedQuery = { text: sql, query_timeout: LONGEST_MS }
    await client.query(step)
    await client.query(`insert into ${SCHEMA}.migrations (version) values ($1)`, [to])
  }
  await client.query('commit')
}

/** The schema may have been made by somebody who may, for a user who may not. */
const FIRST_STEP = `
  do $$ begin
    if to_regnamespace('${SCHEMA}') is null then create schema ${SCHEMA}; end if;
  end $$;
  create table ${SCHEMA}.migrations (version int primary key, applied_at timestamptz not null default now())`

/** The version of a database's tables; 0: it has none. */
export async function versionOf(client: Pick<Client, 'query'>): Promise<number> {
  const there = await client.query<{ there: boolean }>(
    `select to_regclass('${SCHEMA}.migrations') is not null as there`
  )
  if (!there.rows[0]?.there) return 0
  const newest = await client.query<{ version: number | null }>(
    `select max(version) as version from ${SCHEMA}.migrations`
  )
  return newest.rows[0]?.version ?? 0
}
