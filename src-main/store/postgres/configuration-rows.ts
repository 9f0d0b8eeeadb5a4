import type { Settings } from '../../model'
import { StoreError, type CollectionName } from '../../ports'
import {
  CONFIGURATION_NAMES,
  createConfigurationParser,
  parseSettings,
  type ConfigurationName
} from '../engine/configuration/configuration-schemas'
import type { ConfigurationBatch } from '../engine/configuration/configuration-writer'
import { definitionOf, type AnyRecord, type Change } from '../engine/record'
import { columnText, textOfColumn } from './column-text'
import type { Answer, Database, Session } from './connection/database'
import { SCHEMA } from './layout'

/** Which configuration it is: in a database that was restored in place, the same version may be another one. */
export interface ConfigurationMark {
  readonly version: number
  /** The table that tells the version. One that a restore made anew has another number. */
  readonly table: string
}

/** What the configuration's table holds beyond a version. */
export interface ReadConfiguration extends ConfigurationMark {
  readonly batch: ConfigurationBatch
  /** Everything there is, and not only what is newer: what isn't in it went so long ago that nothing tells of it any more. */
  readonly isWhole: boolean
}

/** The channel on which servers tell each other that there is a newer version. */
export const CHANNEL = 'friendly_oauth2'

/** The collection and the key of the settings' row. */
const SETTINGS = { collection: 'settings', key: 'settings' } as const
const ROWS_AT_ONCE = 2000

const HEAD = {
  name: 'configuration head',
  text: `select version, tableoid::text as table from ${SCHEMA}.configuration_head`
}
const NEWER = {
  name: 'configuration newer',
  text: `select head.version, head.tableoid::text as table, head.forgotten_version as forgotten,
      row.collection, row.key, row.record, row.gone
    from ${SCHEMA}.configuration_head head
    left join ${SCHEMA}.configuration row on row.version > $1`
}
const PAGE = {
  name: 'configuration page',
  text: `select collection, key, record, gone from ${SCHEMA}.configuration
    where (collection, key) > ($1, $2) and not gone order by collection, key limit ${ROWS_AT_ONCE}`
}

/**
 * Reads what is newer than what is known, or everything where that tells nothing about it any more; version 0 is older than everything.
 * Throws StoreError: `damaged`, which names a row that can't be understood, and `unwritable` in the middle of a restore.
 */
export async function readNewer(session: Session, known: ConfigurationMark): Promise<ReadConfiguration> {
  if (known.version === 0) return readWhole(session)
  const { rows } = await session.run(NEWER, [known.version])
  const { version, table } = markOf(rows)
  const isRestored = table !== known.table || version < known.version
  if (isRestored || known.version < Number(rows[0]?.['forgotten'])) {
    const whole = await readWhole(session)
    // Its rows may come after the version.
    if (whole.version > 0 && whole.batch.changes.length === 0 && !whole.batch.settings) throw unfinished()
    return whole
  }
  return { version, table, batch: batchOf(rows), isWhole: false }
}

/**
 * Reads everything in pages, since 100,000 people are more than one statement may take time for. What is written meanwhile is newer than the
 * version that was looked up first, and is read again as that.
 */
async function readWhole(session: Session): Promise<ReadConfiguration> {
  const mark = markOf((await session.run(HEAD)).rows)
  const all: Answer['rows'][number][] = []
  for (let [collection, key] = ['', '']; ;) {
    const { rows } = await session.run(PAGE, [collection, key])
    all.push(...rows)
    if (rows.length < ROWS_AT_ONCE) break
    ;({ collection, key } = rows.at(-1) as { collection: string; key: string })
  }
  return { ...mark, batch: batchOf(all), isWhole: true }
}

function markOf(rows: Answer['rows']): ConfigurationMark {
  const head = rows[0] as { version: string; table: string } | undefined
  if (!head) throw unfinished()
  return { version: Number(head.version), table: head.table }
}

function unfinished(): StoreError {
  return new StoreError('unwritable', 'The configuration is not in the database: it is being restored')
}

function batchOf(rows: Answer['rows']): ConfigurationBatch {
  const changes: Change[] = []
  let settings: Settings | undefined
  const parsers = new Map(
    CONFIGURATION_NAMES.map((name) => [name, createConfigurationParser(name, rows.length)])
  )
  for (const { collection, key, record, gone } of rows) {
    const understood = <T>(read: () => T) => understoodRow(collection, key, read)
    if (collection === SETTINGS.collection) settings = understood(() => parseSettings(record as Settings))
    else if (!isConfiguration(collection)) continue
    else if (gone === true) changes.push({ name: collection, key: String(record) })
    else {
      const after = understood(() => parsers.get(collection)!(record as AnyRecord))
      changes.push({ name: collection, key: definitionOf(collection).key(after), after })
    }
  }
  return { changes, ...(settings && { settings }) }
}

function understoodRow<T>(collection: unknown, key: unknown, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    const row = `${String(collection)} ${JSON.stringify(textOfColumn(String(key)))}`
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new StoreError('damaged', `The row of ${row} can't be understood. ${reason}`, { cause })
  }
}

function isConfiguration(name: unknown): name is ConfigurationName {
  return (CONFIGURATION_NAMES as readonly unknown[]).includes(name)
}

const LOCK = { text: `select version from ${SCHEMA}.configuration_head for update` }
const WRITE = {
  name: 'configuration write',
  text: `insert into ${SCHEMA}.configuration (collection, key, record, gone, version)
    select *, $5 from unnest($1::text[], $2::text[], $3::json[], $4::boolean[])
    on conflict (collection, key)
    do update set record = excluded.record, gone = excluded.gone, version = excluded.version, changed_at = now()`
}
const ADVANCE = {
  name: 'configuration advance',
  text: `with told as (select pg_notify('${CHANNEL}', $1::text))
    update ${SCHEMA}.configuration_head set version = $1::bigint from told`
}

/** Lets nobody else write the configuration before the transaction ends. */
export async function lockConfiguration(session: Session): Promise<void> {
  await session.run(LOCK)
}

/** Writes a batch as a version, of which everybody hears when the transaction is committed. */
export async function writeVersion(
  session: Session,
  version: number,
  { changes, settings }: ConfigurationBatch
): Promise<void> {
  const rows = changes.map(({ name, key, after }) => rowOf(name, key, after))
  if (settings) rows.push(rowOf(SETTINGS.collection, SETTINGS.key, settings))
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    const some = rows.slice(start, start + ROWS_AT_ONCE)
    const column = (index: 0 | 1 | 2 | 3) => some.map((row) => row[index])
    await session.run(WRITE, [column(0), column(1), column(2), column(3), version])
  }
  await session.run(ADVANCE, [version])
}

function rowOf(name: CollectionName | 'settings', key: string, after: AnyRecord | Settings | undefined) {
  return [name, columnText(key), JSON.stringify(after ?? key), after === undefined] as const
}

const FORGET = {
  text: `with forgotten as (
      delete from ${SCHEMA}.configuration
      where gone and changed_at < now() - interval '1 hour' returning version
    ), newest as (select max(version) as version from forgotten)
    update ${SCHEMA}.configuration_head head
    set forgotten_version = greatest(forgotten_version, newest.version)
    from newest where newest.version is not null`
}

/** Removes the rows of records that went more than an hour ago. A server that was away for longer reads everything anew. */
export async function forgetGone(database: Pick<Database, 'begin'>): Promise<void> {
  const transaction = await database.begin()
  try {
    // In the order of every write, so that neither waits for the other.
    await lockConfiguration(transaction)
    await transaction.run(FORGET)
    await transaction.commit()
  } finally {
    await transaction.rollback()
  }
}
