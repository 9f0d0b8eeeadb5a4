import { createKeyIndex, type KeyIndex } from './key-index'
import type { AnyDefinition, AnyRecord } from './record'

/** The indexes of a table. */
export interface Indexes {
  /** The index of this name, in step with the records. */
  of(name: string): KeyIndex
  /** Told of a record that came (no `before`), changed or went (no `after`). */
  change(key: string, before: AnyRecord | undefined, after: AnyRecord | undefined): void
  /** Told that all records are gone. */
  clear(): void
}

interface Kept {
  readonly valuesOf: (record: AnyRecord) => readonly string[]
  readonly keys: KeyIndex
}

/**
 * The indexes that requests ask are there from the start. A rare one is made of the records that are there when somebody asks it first, and kept
 * in step from then on: each costs memory and time for every record of a million, and to make it of a million takes a second.
 */
export function createIndexes(definition: AnyDefinition, records: ReadonlyMap<string, AnyRecord>): Indexes {
  const kept = new Map<string, Kept>()
  const { indexes, rare = [] } = definition
  const common = Object.keys(indexes).filter((name) => !rare.includes(name))
  common.forEach(make)

  function make(name: string): Kept {
    const valuesOf = indexes[name] ?? (() => NOTHING)
    const keys = createKeyIndex()
    for (const [key, record] of records) for (const value of valuesOf(record)) keys.add(value, key)
    const made = { valuesOf, keys }
    kept.set(name, made)
    return made
  }

  return {
    of: (name) => (kept.get(name) ?? make(name)).keys,
    change(key, before, after) {
      for (const { valuesOf, keys } of kept.values()) {
        const former = before ? valuesOf(before) : NOTHING
        const values = after ? valuesOf(after) : NOTHING
        if (isSame(values, former)) continue
        for (const value of former) keys.remove(value, key)
        for (const value of values) keys.add(value, key)
      }
    },
    clear() {
      kept.clear()
      common.forEach(make)
    }
  }
}

const NOTHING: readonly string[] = []

/** Most changes leave what a record is found by as it was. */
function isSame(values: readonly string[], former: readonly string[]): boolean {
  return values.length === former.length && values.every((value, index) => value === former[index])
}
