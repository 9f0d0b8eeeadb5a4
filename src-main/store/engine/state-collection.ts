import type { Collection, CollectionName, IndexOf, RecordOf, Spared } from '../../ports'
import { createReads } from './reads'
import { missingError, takenError, type AnyRecord, type Change } from './record'
import { presentUnder, removable } from './removable'
import type { Table } from './table'

/** Ended records that a write takes along, so that they leave as fast as new ones come. */
const SWEPT_PER_WRITE = 16

/**
 * A collection of state: a write stands in memory at once, so that the next one sees it, and resolves when `commit` does.
 * `commit` takes the changes back where it rejects; without changes it waits for those that are on their way, since
 * an answer that rests on them must not be given before them.
 */
export function createStateCollection<Name extends CollectionName>(
  name: Name,
  table: Table,
  commit: (changes: readonly Change[]) => Promise<void> | undefined
): Collection<Name> {
  const keyOf = table.definition.key

  /** Each look into a table of a million records costs more than all the rest, so it is done once. */
  const living = (held: AnyRecord | undefined) =>
    held && table.isLive(held) ? (held as RecordOf<Name>) : undefined

  function put(key: string, held: AnyRecord | undefined, after: AnyRecord): Promise<void> | undefined {
    const before = living(held)
    if (after === before) return commit([])
    if (keyOf(after) !== key) throw new Error(`A change of ${name} "${key}" must not change its key`)
    table.replace(held, after)
    return commit([before ? { name, key, after, before } : { name, key, after }])
  }

  function removeAll(records: readonly AnyRecord[]): Promise<void> | undefined {
    const changes = records.map((before) => ({ name, key: keyOf(before), before }))
    for (const { key } of changes) table.delete(key)
    return commit(changes)
  }

  return {
    ...createReads(name, table),
    async insert(record: RecordOf<Name>) {
      table.sweep(SWEPT_PER_WRITE)
      const key = keyOf(record)
      const held = table.held(key)
      if (living(held)) throw takenError(name, key)
      await put(key, held, record)
    },
    async update(key: string, change: (current: RecordOf<Name>) => RecordOf<Name>) {
      table.sweep(SWEPT_PER_WRITE)
      const held = table.held(key)
      const before = living(held)
      if (!before) throw missingError(name, key)
      const after = change(before)
      await put(key, held, after)
      return after
    },
    async upsert(key: string, change: (current: RecordOf<Name> | undefined) => RecordOf<Name>) {
      table.sweep(SWEPT_PER_WRITE)
      const held = table.held(key)
      const after = change(living(held))
      await put(key, held, after)
      return after
    },
    async remove(key: string) {
      const before = table.get(key)
      await removeAll(before ? [before] : [])
      return before !== undefined
    },
    async removeEach(keys: readonly string[]) {
      const records = presentUnder(table.get, keys)
      await removeAll(records)
      return records.length
    },
    async removeWhere(
      index: IndexOf<Name>,
      value: string | readonly string[],
      spared?: Spared<CollectionName>
    ) {
      const records = removable((one) => table.find(index, one), value, spared)
      await removeAll(records)
      return records.length
    }
  }
}
