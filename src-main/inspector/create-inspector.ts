import type { Clock } from '../ports'
import { createCounters, type MinuteCount, type TrafficFigures } from './counters'
import type { Entry, RecordedExchange, SeenExchange } from './entry'
import type { RawExchange } from './raw-exchange'
import { createRing } from './ring'

/** How many exchanges are kept where nobody says otherwise. */
const KEPT = 1_000

export interface Inspector {
  /**
   * Keeps an exchange and tells everybody who watches. It stands in the path of every token, so nothing is parsed here.
   */
  record(seen: SeenExchange, raw?: RawExchange): RecordedExchange
  /** The latest exchanges, newest first, `limit` at most. */
  list(limit: number): RecordedExchange[]
  /** Everything that is kept, oldest first. */
  entries(): readonly Entry[]
  get(id: number): Entry | undefined
  /** Forgets what is kept; the number of exchanges. `restore` brings them back, until the next time. */
  clear(): number
  restore(): number
  /** All requests since the start, those that were refused, and the error that was given most. */
  figures(): TrafficFigures
  /** How many requests came and failed, minute by minute, the latest hours. */
  minutes(): readonly MinuteCount[]
  /** Calls back with each exchange; returns how to stop that. */
  subscribe(listener: (exchange: RecordedExchange) => void): () => void
}

export function createInspector(dependencies: {
  clock: Pick<Clock, 'nowMs'>
  /** How many exchanges are kept, as it is now. */
  kept?: () => number
}): Inspector {
  const { clock, kept = () => KEPT } = dependencies
  const ring = createRing<Entry>(kept)
  const counters = createCounters()
  const listeners = new Set<(exchange: RecordedExchange) => void>()
  let lastId = 0
  let cleared: readonly Entry[] = []

  return {
    record(seen, raw) {
      const exchange = exchangeOf((lastId += 1), seen.at ?? clock.nowMs(), seen)
      const { refusal } = seen
      ring.push({ exchange, raw, refusal: refusal && [refusal.code, refusal.message, refusal.reason] })
      counters.count(exchange)
      for (const listener of listeners) listener(exchange)
      return exchange
    },

    list: (limit) => ring.latest(limit).map(({ exchange }) => exchange),
    entries: ring.all,
    get: (id) => ring.all().find(({ exchange }) => exchange.id === id),

    clear() {
      cleared = ring.all()
      ring.replace([])
      return cleared.length
    },

    restore() {
      const count = cleared.length
      ring.replace([...cleared, ...ring.all()])
      cleared = []
      return count
    },

    figures: counters.figures,
    minutes: counters.minutes,

    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    }
  }
}

/** Member by member: an object that is put together from others costs several times as much, at every request. */
function exchangeOf(id: number, at: number, seen: SeenExchange): RecordedExchange {
  const { method, path, status, durationMs, client_id, grant_type, refusal } = seen
  const exchange: RecordedExchange = { id, at, method, path, status, durationMs }
  if (seen.page) exchange.page = true
  if (client_id !== undefined) exchange.client_id = client_id
  if (grant_type !== undefined) exchange.grant_type = grant_type
  if (refusal) {
    exchange.error = refusal.code
    exchange.error_description = refusal.message
    exchange.reason = refusal.reason
  }
  if (seen.faults?.length) exchange.faults = [...seen.faults]
  return exchange
}
