import type { PlaygroundExchange } from '../contract'

/** Exchanges that are kept of whoever asks. */
const KEPT = 100

/** What everybody sent, in memory, each seeing their own. */
export interface Transcripts {
  add(actor: string, exchange: PlaygroundExchange): void
  /** Newest first. */
  list(actor: string): readonly PlaygroundExchange[]
  clear(actor: string): void
}

export function createTranscripts(): Transcripts {
  const byActor = new Map<string, readonly PlaygroundExchange[]>()
  return {
    add: (actor, exchange) => {
      byActor.set(actor, [exchange, ...(byActor.get(actor) ?? [])].slice(0, KEPT))
    },
    list: (actor) => byActor.get(actor) ?? [],
    clear: (actor) => {
      byActor.delete(actor)
    }
  }
}
