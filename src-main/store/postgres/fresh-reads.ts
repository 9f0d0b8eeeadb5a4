import type { Collection, CollectionName, IndexOf } from '../../ports'

/** What comes by itself, without an administrator who would wait for it. */
const REGISTERED: readonly CollectionName[] = ['clients', 'users']

/**
 * A collection of clients or people looks again before it says that there is nothing: they may have registered at another server a moment
 * ago. All others are as they are in memory, where a change of another server comes within a second.
 */
export function withFreshReads<Name extends CollectionName>(
  name: Name,
  collection: Collection<Name>,
  catchUp: () => Promise<void>
): Collection<Name> {
  if (!REGISTERED.includes(name)) return collection
  return {
    ...collection,
    get(key: string) {
      const found = collection.get(key)
      return found ?? catchUp().then(() => collection.get(key))
    },
    find(index: IndexOf<Name>, value: string) {
      const found = collection.find(index, value)
      if ('length' in found && found.length > 0) return found
      return catchUp().then(() => collection.find(index, value))
    }
  }
}
