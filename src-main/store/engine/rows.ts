import { foldName } from '../../model'
import type { AnyDefinition, AnyRecord } from './record'
import type { Table } from './table'

/** A record, and what it is found by, made when somebody searches. Whoever replaces the record replaces its row. */
export interface Row {
  readonly record: AnyRecord
  readonly key: string
  text?: string
}

/** A row for each record of a table, for as long as the record stands. */
export interface Rows {
  get(key: string): Row | undefined
  all(): Iterable<Row>
  /** Calls back after each change with the row that left and the one that came. */
  watch(listener: (left: Row | undefined, came: Row | undefined) => void): void
}

/** Follows a table, from what it holds on: a store may have loaded it already. */
export function createRows(table: Table): Rows {
  const { key: keyOf } = table.definition
  const rows = new Map(
    table.live().map((record): [string, Row] => [keyOf(record), { record, key: keyOf(record) }])
  )
  const listeners: ((left: Row | undefined, came: Row | undefined) => void)[] = []

  table.watch((key) => {
    const left = rows.get(key)
    const record = table.get(key)
    const came = record && { record, key }
    if (came) rows.set(key, came)
    else rows.delete(key)
    for (const listener of listeners) listener(left, came)
  })

  return {
    get: (key) => rows.get(key),
    all: () => rows.values(),
    watch: (listener) => void listeners.push(listener)
  }
}

/** What a record is found by: a line for each of its texts, in the form in which names are compared. */
export function searchText({ searchable }: AnyDefinition, record: AnyRecord): string {
  return searchable(record).map(foldName).join('\n')
}
