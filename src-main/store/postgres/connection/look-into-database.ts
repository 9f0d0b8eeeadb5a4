import { Client } from 'pg'
import type { Settings } from '../../../model'
import { StoreError, type DatabaseState } from '../../../ports'
import { parseSettings } from '../../engine/configuration/configuration-schemas'
import { boundedConnectionOf, placeOf } from './address'
import { reasonOf, refusalOf } from './failure'
import { SCHEMA } from '../layout'
import { POSTGRES_MIGRATIONS, versionOf } from './migrations'
import { LACKING_RIGHTS } from './rights'

/** What a database tells to somebody who passes by. */
export interface DatabaseContent {
  readonly state: DatabaseState
  /** Left out: there are none, or none that can be read. */
  readonly settings?: Settings
}

/** Whoever looks in passing doesn't wait for long. */
const PATIENCE_MS = 5000

/** Looks into a database that servers may use: makes and changes nothing, and never rejects. `nowMs` is this machine's time. */
export async function lookIntoDatabase(url: string, nowMs: () => number): Promise<DatabaseContent> {
  try {
    return await contentAt(url, nowMs)
  } catch (cause) {
    const said = cause instanceof Error ? reasonOf(cause) : String(cause)
    const reason = `${placeOf(url)} can't be used: ${said}`
    return { state: { kind: 'silence', why: refusalOf(cause), said, reason } }
  }
}

async function contentAt(url: string, nowMs: () => number): Promise<DatabaseContent> {
  // The files that the URL names, such as `sslrootcert`, are read here.
  const client = new Client({
    ...boundedConnectionOf(url),
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS
  })
  // A connection that breaks later is told by what fails on it.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await contentOf(client, nowMs)
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function contentOf(client: Client, nowMs: () => number): Promise<DatabaseContent> {
  const timing = await timingOf(client, nowMs)
  const version = await versionOf(client)
  const newestVersion = POSTGRES_MIGRATIONS.at(-1)?.version ?? 0
  // What a newer version keeps there is its own affair.
  const isKnown = version <= newestVersion
  const { damage, settings } = isKnown && version > 0 ? await settingsIn(client) : {}
  const may = isKnown && (await mayWrite(client, version, newestVersion))
  const facts = { version, newestVersion, ...timing, mayWrite: may }
  return {
    state: { kind: 'answer', ...facts, ...(damage !== undefined && { damage }) },
    ...(settings && { settings })
  }
}

/** Whether this user may write into the tables, make them where there are none, or change older ones. */
async function mayWrite(client: Client, version: number, newestVersion: number): Promise<boolean> {
  const ofTables = version < newestVersion ? MAY_CHANGE : MAY_WRITE
  const question = version === 0 ? MAY_MAKE : ofTables
  return (await client.query<{ may: boolean }>(`select ${question} as may`)).rows[0]?.may ?? false
}

const MAY_WRITE = `cardinality(${LACKING_RIGHTS}) = 0`
const MAY_MAKE = `coalesce(
  has_schema_privilege(to_regnamespace('${SCHEMA}')::oid, 'create'),
  has_database_privilege(current_database(), 'create'))`
/** A table is altered by its owner alone. */
const MAY_CHANGE = `has_schema_privilege('${SCHEMA}', 'create') and (
  select coalesce(bool_and(pg_has_role(relowner, 'usage')), false)
  from pg_class where relnamespace = to_regnamespace('${SCHEMA}') and relkind = 'r')`

/** One question on a connection that stands, as a server asks it for each token. */
async function timingOf(client: Client, nowMs: () => number) {
  const before = nowMs()
  const { rows } = await client.query<{ now: number; isReadOnly: boolean }>(
    `select extract(epoch from clock_timestamp())::float8 * 1000 as now,
      current_setting('transaction_read_only') = 'on' as "isReadOnly"`
  )
  const after = nowMs()
  const { now = after, isReadOnly = false } = rows[0] ?? {}
  return {
    milliseconds: after - before,
    clockOffsetMs: Math.round(now - (before + after) / 2),
    isReadOnly
  }
}

async function settingsIn(client: Client): Promise<{ settings?: Settings; damage?: string }> {
  const { rows } = await client.query<{ record: Settings }>(
    `select record from ${SCHEMA}.configuration where collection = 'settings' and not gone`
  )
  try {
    return rows[0] ? { settings: parseSettings(rows[0].record) } : {}
  } catch (cause) {
    if (cause instanceof StoreError || cause instanceof Error) return { damage: cause.message }
    throw cause
  }
}
