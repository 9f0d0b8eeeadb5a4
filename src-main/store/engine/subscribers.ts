import type { CollectionName, StoreChange } from '../../ports'
import type { Change } from './record'

/** More keys than this are announced as "many". */
const MANY = 100

/** Those who want to hear of changes of settings and configuration. */
export interface Subscribers {
  subscribe(listener: (change: StoreChange) => void): () => void
  announce(changes: readonly Change[], settingsChanged: boolean): void
}

/** No subscribers yet. */
export function createSubscribers(): Subscribers {
  const listeners = new Set<(change: StoreChange) => void>()

  // On its own microtask: a listener that throws is a bug to be heard of, and must not make a write look failed.
  function tell(change: StoreChange): void {
    for (const listener of [...listeners])
      queueMicrotask(() => {
        if (listeners.has(listener)) listener(change)
      })
  }

  return {
    subscribe(listener) {
      const own = (change: StoreChange) => listener(change)
      listeners.add(own)
      return () => void listeners.delete(own)
    },
    announce(changes, settingsChanged) {
      if (settingsChanged) tell({ what: 'settings' })
      const keys = new Map<CollectionName, string[]>()
      for (const { name, key } of changes) {
        const changed = keys.get(name) ?? []
        if (changed.length <= MANY) changed.push(key)
        keys.set(name, changed)
      }
      for (const [what, changed] of keys)
        tell(changed.length > MANY ? { what } : { what, keys: [...new Set(changed)] })
    }
  }
}
