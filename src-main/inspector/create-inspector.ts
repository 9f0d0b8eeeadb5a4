import type { Exchange } from '../contract'
import type { Clock } from '../ports'

/** How many exchanges are kept. */
const RING_SIZE = 1_000

export interface Inspector {
  /** Keeps an exchange and tells everybody who watches; `at` is filled in when it is left out. */
  record(exchange: Omit<Exchange, 'id' | 'at'> & { at?: number }): Exchange
  /** The latest exchanges, newest first, `limit` at most. */
  list(limit: number): Exchange[]
  /** All requests since the start, those that were refused, and the error that was given most. */
  figures(): { total: number; failed: number; commonestError?: string }
  /** Calls back with each exchange; returns how to stop that. */
  subscribe(listener: (exchange: Exchange) => void): () => void
}

export function createInspector(dependencies: { clock: Pick<Clock, 'nowMs'> }): Inspector {
  const ring: Exchange[] = []
  const errors = new Map<string, number>()
  const listeners = new Set<(exchange: Exchange) => void>()
  let total = 0
  let failed = 0

  function count(exchange: Exchange): void {
    // A refusal that travels to the client's redirect URI is one all the same.
    if (exchange.status < 400 && !exchange.error) return
    failed += 1
    // The protocol's error codes are a small closed set, so this map stays small.
    if (exchange.error) errors.set(exchange.error, (errors.get(exchange.error) ?? 0) + 1)
  }

  return {
    record(partial) {
      const exchange = { ...partial, at: partial.at ?? dependencies.clock.nowMs(), id: total + 1 }
      ring[total % RING_SIZE] = exchange
      total += 1
      count(exchange)
      for (const listener of listeners) listener(exchange)
      return exchange
    },

    list(limit) {
      const length = Math.min(limit, ring.length)
      return Array.from({ length }, (_, index) => ring[(total - 1 - index) % RING_SIZE]!)
    },

    figures() {
      const [commonest] = [...errors].sort(([, one], [, other]) => other - one)
      return { total, failed, ...(commonest ? { commonestError: commonest[0] } : {}) }
    },

    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    }
  }
}
