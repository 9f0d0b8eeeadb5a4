import type { Collection, CollectionName, IndexOf, RecordOf, Spared } from '../../../ports'
import { parseConfigurationRecord, type ConfigurationName } from './configuration-schemas'
import type { ConfigurationWriter } from './configuration-writer'
import { createReads } from '../reads'
import { missingError, takenError, type AnyRecord, type Change } from '../record'
import { presentUnder, removable } from '../removable'
import type { Table } from '../table'

/** A collection of the configuration: reads show what is durable, writes go through the one queue. */
export function createConfigurationCollection<Name extends ConfigurationName>(
  name: Name,
  table: Table,
  writer: Pick<ConfigurationWriter, 'write'>
): Collection<Name> {
  const keyOf = table.definition.key

  function change(key: string, next: AnyRecord): Change {
    const after = parseConfigurationRecord(name, next)
    if (keyOf(after) !== key) throw new Error(`A change of ${name} "${key}" must not change its key`)
    return { name, key, after }
  }

  function upsert(key: string, decide: (current: RecordOf<Name> | undefined) => RecordOf<Name>) {
    return writer.write((view) => {
      const before = view.get(name, key) as RecordOf<Name> | undefined
      const next = decide(before)
      if (next === before) return { result: next }
      const made = change(key, next)
      return { changes: [made], result: made.after as RecordOf<Name> }
    })
  }

  function removed(records: readonly AnyRecord[]): { changes: Change[]; result: number } {
    return { changes: records.map((record) => ({ name, key: keyOf(record) })), result: records.length }
  }

  return {
    ...createReads(name, table),
    insert: (record: RecordOf<Name>) =>
      writer.write((view) => {
        const key = keyOf(record)
        if (view.get(name, key)) throw takenError(name, key)
        return { changes: [change(key, record)], result: undefined }
      }),
    update: (key: string, decide: (current: RecordOf<Name>) => RecordOf<Name>) =>
      upsert(key, (current) => {
        if (!current) throw missingError(name, key)
        return decide(current)
      }),
    upsert,
    remove: (key: string) =>
      writer.write((view) => {
        const present = view.get(name, key) !== undefined
        return { changes: present ? [{ name, key }] : [], result: present }
      }),
    removeEach: (keys: readonly string[]) =>
      writer.write((view) => removed(presentUnder((key) => view.get(name, key), keys))),
    removeWhere: (index: IndexOf<Name>, value: string | readonly string[], spared?: Spared<CollectionName>) =>
      writer.write((view) => removed(removable((one) => view.find(name, index, one), value, spared)))
  }
}
