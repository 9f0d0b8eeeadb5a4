import type { Awaitable, CollectionName, Store } from '../ports'

/**
 * Something that is made of the configuration and asked for by every request: kept until one of the collections that it rests on
 * changes, or until `holds` says, where it is given, that it is no longer true for another reason.
 */
export function keepReading<Value>({
  subscribe,
  of,
  make,
  holds = () => true
}: Pick<Store, 'subscribe'> & {
  of: readonly CollectionName[]
  make: () => Promise<Value>
  holds?: (value: Value) => boolean
}): () => Awaitable<Value> {
  let known: Value | undefined
  let changes = 0
  subscribe(({ what }) => {
    if (what === 'settings' || !of.includes(what)) return
    changes += 1
    known = undefined
  })

  async function read(): Promise<Value> {
    const seen = changes
    const value = await make()
    // What changed while it was made is seen by the next who asks.
    if (seen === changes) known = value
    return value
  }

  return () => (known !== undefined && holds(known) ? known : read())
}
