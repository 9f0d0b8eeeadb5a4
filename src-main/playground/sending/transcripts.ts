import type { PlaygroundExchange } from '../../contract'

/** Exchanges that are kept of whoever asks, and how many characters they may have together; the latest one is kept in any case. */
const KEPT = 100
const KEPT_CHARACTERS = 2 * 1024 * 1024
/** People whose exchanges are kept; of more, those who sent last. */
const KEPT_ACTORS = 100

/** What everybody sent, in memory, each seeing their own. */
export interface Transcripts {
  add(actor: string, exchange: PlaygroundExchange): void
  /** Puts an exchange in the place of the one with its id. */
  replace(actor: string, exchange: PlaygroundExchange): void
  /** Newest first. */
  list(actor: string): readonly PlaygroundExchange[]
  clear(actor: string): void
}

export function createTranscripts(): Transcripts {
  const byActor = new Map<string, readonly PlaygroundExchange[]>()
  return {
    add: (actor, exchange) => {
      const kept = latest([exchange, ...(byActor.get(actor) ?? [])])
      byActor.delete(actor)
      byActor.set(actor, kept)
      const [longestAgo] = byActor.keys()
      if (byActor.size > KEPT_ACTORS && longestAgo !== undefined) byActor.delete(longestAgo)
    },
    replace: (actor, exchange) => {
      const kept = byActor.get(actor) ?? []
      byActor.set(
        actor,
        kept.map((one) => (one.id === exchange.id ? exchange : one))
      )
    },
    list: (actor) => byActor.get(actor) ?? [],
    clear: (actor) => {
      byActor.delete(actor)
    }
  }
}

function latest(newestFirst: readonly PlaygroundExchange[]): readonly PlaygroundExchange[] {
  let characters = 0
  const tooMuch = newestFirst.findIndex((exchange, index) => {
    characters += lengthOf(exchange)
    return index > 0 && (index === KEPT || characters > KEPT_CHARACTERS)
  })
  return tooMuch === -1 ? newestFirst : newestFirst.slice(0, tooMuch)
}

/** What an exchange takes, by its longest parts; the others repeat them. */
function lengthOf({ rawRequest, rawResponse = '', draft }: PlaygroundExchange): number {
  return rawRequest.length + rawResponse.length + JSON.stringify(draft).length
}
