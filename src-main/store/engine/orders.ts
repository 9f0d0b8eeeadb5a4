import type { AnyRecord } from './record'
import type { Table } from './table'

/** The orders in which a table can be listed. */
export interface Orders {
  /** What a record is sorted by; its key where there is nothing else. */
  valueOf(record: AnyRecord, by: string): string | number
  /** Every record in order, by key where that is equal; the other way round it is the exact reverse. */
  whole(by: string, textOf: (record: AnyRecord) => string): WholeOrder
}

/** Records in order, and beside them the texts that they are found by, made when somebody searches. */
export interface WholeOrder {
  readonly records: readonly AnyRecord[]
  texts(): readonly string[]
}

/** Keeps each order that was asked for until the table changes, and of a record of the configuration what it is sorted by. */
export function createOrders(table: Table): Orders {
  const { key: keyOf, sorts, kind } = table.definition
  const values = new Map<string, WeakMap<AnyRecord, string | number>>()
  const kept = new Map<string, { revision: number; order: WholeOrder }>()

  function valueOf(record: AnyRecord, by: string): string | number {
    const sortOf = sorts[by]
    if (!sortOf) return keyOf(record)
    // Records of the state come and go too fast to be worth it.
    if (kind !== 'configuration') return sortOf(record)
    const known = values.get(by) ?? new WeakMap<AnyRecord, string | number>()
    values.set(by, known)
    const value = known.get(record) ?? sortOf(record)
    known.set(record, value)
    return value
  }

  function sorted(by: string): AnyRecord[] {
    const entries = table.live().map((record) => ({ record, key: keyOf(record), value: valueOf(record, by) }))
    entries.sort((a, b) => order(a.value, b.value) || order(a.key, b.key))
    return entries.map(({ record }) => record)
  }

  return {
    valueOf,
    whole(by, textOf) {
      const before = kept.get(by)
      if (before?.revision === table.revision) return before.order
      const records = sorted(by)
      let texts: readonly string[] | undefined
      const made = { records, texts: () => (texts ??= records.map(textOf)) }
      kept.set(by, { revision: table.revision, order: made })
      return made
    }
  }
}

function order(one: string | number, other: string | number): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
