import type { Collection, CollectionName, ConfigurationChange, Store } from '../ports'
import { StoreError } from '../ports'
import { CONFIGURATION_NAMES } from './engine/configuration/configuration-schemas'
import { collectionsOfKind, definitionOf, type AnyRecord } from './engine/record'

/** How many records of each collection were copied, of those with any. */
export type CopiedCounts = Readonly<Partial<Record<CollectionName, number>>>

/** Records that are read together, and on their way at once. */
const AT_ONCE = 200

/**
 * Copies everything that lasts from one store to another that holds no configuration. That comes last: a copy that broke off leaves the other
 * one without any, and is made again. What is lost with a process anyway, such as a sign-in in the middle of its pages, stays behind.
 * Throws StoreError `missing` when there is nothing to copy, and `exists` when the other store holds a configuration.
 */
export async function copyStore(from: Store, to: Store): Promise<CopiedCounts> {
  if (from.fresh) throw new StoreError('missing', 'There is no data to copy')
  if (!to.fresh) throw new StoreError('exists', 'There is data already where the copy would be')
  const counts: Partial<Record<CollectionName, number>> = {}
  for (const name of collectionsOfKind('state')) {
    // Each store has its own place for these.
    if (name === 'savedCollections') continue
    // What a copy that broke off has left may have been revoked since.
    await removeAll(to, name)
    let count = 0
    for await (const records of collectionOf(from, name).batches(AT_ONCE)) {
      await putAll(to, name, records)
      count += records.length
    }
    if (count > 0) counts[name] = count
  }
  const change: Record<string, unknown> = { settings: await from.settings.get() }
  for (const name of CONFIGURATION_NAMES) {
    const records = (await collectionOf(from, name).list()).items
    change[name] = records
    if (records.length > 0) counts[name] = records.length
  }
  await to.writeConfiguration(change as ConfigurationChange)
  return counts
}

/** A collection of any name under the type that serves all of them. */
function collectionOf(store: Store, name: CollectionName): Collection<CollectionName> {
  return store[name] as unknown as Collection<CollectionName>
}

async function removeAll(store: Store, name: CollectionName): Promise<void> {
  const { key: keyOf } = definitionOf(name)
  const collection = collectionOf(store, name)
  for await (const records of collection.batches(AT_ONCE)) await collection.removeEach(records.map(keyOf))
}

async function putAll(store: Store, name: CollectionName, records: readonly AnyRecord[]): Promise<void> {
  const { key: keyOf } = definitionOf(name)
  const collection = collectionOf(store, name)
  await Promise.all(records.map((record) => collection.upsert(keyOf(record), () => record)))
}
