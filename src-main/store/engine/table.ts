import type { CollectionName } from '../../ports'
import type { Clock } from '../../ports'
import { createExpiryQueue } from './expiry-queue'
import { createIndexes } from './indexes'
import { definitionOf, endOf, type AnyDefinition, type AnyRecord } from './record'

/** The records of one collection in memory. Nothing here waits, refuses or makes durable. */
export interface Table {
  readonly name: CollectionName
  readonly definition: AnyDefinition
  get(key: string): AnyRecord | undefined
  /** The same, one that has ended and waits for a sweep included. */
  held(key: string): AnyRecord | undefined
  isLive(record: AnyRecord): boolean
  find(index: string, value: string): AnyRecord[]
  /** How many records stand under each value of an index, ended ones that wait for a sweep included. */
  sizes(index: string): Iterable<readonly [value: string, size: number]>
  sizeOf(index: string, value: string): number
  /** Every record that has not ended, in the order of arrival. */
  live(): AnyRecord[]
  put(record: AnyRecord): void
  /** Puts a record in the place of the one that is held under its key, or of none. */
  replace(held: AnyRecord | undefined, record: AnyRecord): void
  delete(key: string): void
  /** Lets go of records that have ended, `limit` at most. */
  sweep(limit: number): void
  clear(): void
  /** How many records are held, ended ones that wait for a sweep included. */
  readonly size: number
  /** Calls back after each change with the key of what came, changed or went. */
  watch(listener: (key: string) => void): void
}

/** An empty table of a collection. Ended records are invisible from their second on, and leave memory when swept. */
export function createTable(name: CollectionName, clock: Pick<Clock, 'nowSeconds'>): Table {
  const definition = definitionOf(name)
  const expires = definition.kind !== 'configuration'
  const records = new Map<string, AnyRecord>()
  const queue = createExpiryQueue()
  const indexes = createIndexes(definition, records)
  const watchers: ((key: string) => void)[] = []
  const tell = (key: string) => {
    for (const watcher of watchers) watcher(key)
  }

  const isLive = (record: AnyRecord) => !expires || (endOf(record) ?? Infinity) > clock.nowSeconds()

  function enqueue(key: string, record: AnyRecord, before?: AnyRecord): void {
    const end = endOf(record)
    if (!expires || end === undefined) return
    // An end that moved away is found again when the earlier second comes.
    const waiting = before && endOf(before)
    if (waiting === undefined || end < waiting) queue.add(key, end)
    if (queue.size > 2 * records.size + 1024) requeue()
  }

  /** Forgets the keys whose records left before their end. */
  function requeue(): void {
    queue.clear()
    for (const [key, record] of records) {
      const end = endOf(record)
      if (end !== undefined) queue.add(key, end)
    }
  }

  function replace(held: AnyRecord | undefined, record: AnyRecord): void {
    const key = definition.key(record)
    records.set(key, record)
    indexes.change(key, held, record)
    enqueue(key, record, held)
    tell(key)
  }

  function remove(key: string): void {
    const record = records.get(key)
    if (!record) return
    indexes.change(key, record, undefined)
    records.delete(key)
    tell(key)
  }

  function sweep(limit: number): void {
    if (!expires) return
    for (const key of queue.takeDue(clock.nowSeconds(), limit)) {
      const record = records.get(key)
      if (!record) continue
      if (isLive(record)) queue.add(key, endOf(record) ?? 0)
      else remove(key)
    }
  }

  function find(index: string, value: string): AnyRecord[] {
    const found: AnyRecord[] = []
    for (const key of indexes.of(index).keys(value)) {
      const record = records.get(key)
      if (record && isLive(record)) found.push(record)
    }
    return found
  }

  return {
    name,
    definition,
    get(key) {
      const record = records.get(key)
      return record && isLive(record) ? record : undefined
    },
    held: (key) => records.get(key),
    isLive,
    find,
    sizeOf: (index, value) => indexes.of(index).size(value),
    sizes: (index) => indexes.of(index).sizes(),
    live: () => (expires ? [...records.values()].filter(isLive) : [...records.values()]),
    put: (record) => replace(records.get(definition.key(record)), record),
    replace,
    delete: remove,
    sweep,
    watch: (listener) => void watchers.push(listener),
    clear() {
      const gone = [...records.keys()]
      records.clear()
      queue.clear()
      indexes.clear()
      gone.forEach(tell)
    },
    get size() {
      return records.size
    }
  }
}
