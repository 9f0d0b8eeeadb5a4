import type { CollectionName } from '../../ports'
import { collectionsOfKind, definitionOf, endOf, type AnyRecord } from '../engine/record'
import { columnText, foldedText } from './column-text'

/** The schema in which everything of ours stands, so that a database can be shared with others. */
export const SCHEMA = 'friendly_oauth2'

/** Indexes under several of whose values one record may stand; a column of the others holds one text. */
const MANY_VALUED: Readonly<Partial<Record<CollectionName, readonly string[]>>> = {
  signInSessions: ['client_id'],
  auditEvents: ['user']
}

/** Indexes whose columns the database computes from the record itself. */
const COMPUTED: Readonly<Partial<Record<CollectionName, readonly string[]>>> = { tokens: ['format'] }

/** A column that is computed from a record. */
export interface Column {
  readonly name: string
  readonly valueOf: (record: AnyRecord) => unknown
}

/** How the records of a collection lie in their table. */
export interface TableLayout {
  readonly collection: CollectionName
  /** The table's name with its schema. */
  readonly table: string
  readonly keyOf: (record: AnyRecord) => string
  /** Every column that is written, the key first. */
  readonly columns: readonly Column[]
  /** What a query compares to find what stands under `$place` of an index. */
  readonly isUnder: (index: string, place: number) => string
  /** The same for any of the values in the array `$place`. */
  readonly isUnderAny: (index: string, place: number) => string
  /** Where the values of an index are found, one a row. */
  readonly valuesUnder: (index: string) => { readonly from: string; readonly column: string }
  /** The column of an order; the key's, where there is no such order. */
  readonly sortColumn: (sort?: string) => string
}

/** The collections that have tables of their own: everything that is not configuration. */
export const STATE_NAMES = [...collectionsOfKind('state'), ...collectionsOfKind('volatile')]

/** The layout of a collection's table, which its migration made. */
export function tableLayoutOf(collection: CollectionName): TableLayout {
  const { key: keyOf, indexes, searchable, sorts } = definitionOf(collection)
  const table = `${SCHEMA}.${columnName(collection)}`
  const isManyValued = (index: string) => MANY_VALUED[collection]?.includes(index) ?? false
  const isWritten = (index: string) => !COMPUTED[collection]?.includes(index)
  const firstSort = Object.keys(sorts)[0] ?? ''
  const valuesOf = (index: string, record: AnyRecord) => indexes[index]?.(record).map(columnText) ?? []

  function onlyValue(index: string, record: AnyRecord): string | undefined {
    const [value, ...more] = valuesOf(index, record)
    if (more.length > 0) throw new Error(`${collection} has one column for the many values of ${index}`)
    return value
  }

  return {
    collection,
    table,
    keyOf,
    columns: [
      { name: 'key', valueOf: (record) => columnText(keyOf(record)) },
      { name: 'record', valueOf: (record) => JSON.stringify(record) },
      { name: 'exp', valueOf: endOf },
      { name: 'search', valueOf: (record) => searchable(record).map(foldedText).join('\n') },
      ...Object.keys(indexes)
        .filter(isWritten)
        .map((index) => ({
          name: `index_${columnName(index)}`,
          valueOf: (record: AnyRecord) =>
            isManyValued(index) ? valuesOf(index, record) : onlyValue(index, record)
        })),
      ...Object.entries(sorts).map(([sort, sortOf]) => ({
        name: `sort_${columnName(sort)}`,
        valueOf: (record: AnyRecord) => sortValue(sortOf(record))
      }))
    ],
    valuesUnder: (index) =>
      isManyValued(index)
        ? { from: `${table}, unnest(index_${columnName(index)}) as value`, column: 'value' }
        : { from: table, column: `index_${columnName(index)}` },
    isUnder: (index, place) =>
      isManyValued(index)
        ? `index_${columnName(index)} @> array[$${place}::text]`
        : `index_${columnName(index)} = $${place}`,
    isUnderAny: (index, place) =>
      isManyValued(index)
        ? `index_${columnName(index)} && $${place}::text[]`
        : `index_${columnName(index)} = any($${place}::text[])`,
    sortColumn(sort = firstSort) {
      return sort in sorts ? `sort_${columnName(sort)}` : 'key'
    }
  }
}

/** A name of ours as PostgreSQL spells it: `authorizationCodes` is `authorization_codes`. */
export function columnName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

function sortValue(value: string | number): string | number {
  return typeof value === 'string' ? columnText(value) : value
}
