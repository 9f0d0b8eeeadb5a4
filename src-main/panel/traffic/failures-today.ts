import type { Overview } from '../../contract'
import { createTrafficReader, isFailed, tellStory, type Entry, type Inspector } from '../../inspector'
import type { Clock, Store } from '../../ports'

type Failure = Overview['failures'][number]

const DAY = 86_400_000
/** Groups that are told. */
const MOST = 6

/** What failed within the last day, grouped by client and rule, commonest first, with what would mend it. */
export function createFailuresToday(dependencies: {
  inspector: Pick<Inspector, 'entries'>
  store: Pick<Store, 'clients'>
  clock: Pick<Clock, 'nowMs'>
}): () => Promise<Failure[]> {
  const { inspector, store, clock } = dependencies
  const reader = createTrafficReader({ inspector, nameOf: () => undefined })

  async function told(entries: readonly Entry[]): Promise<Failure> {
    const latest = entries.at(-1)!
    const { id, at, client_id, error = 'server_error', error_description, reason } = latest.exchange
    const client = client_id === undefined ? undefined : await store.clients.get(client_id)
    const { repair } = tellStory(latest.exchange, reader.partsOf(latest), client)
    return {
      latest: id,
      at,
      error,
      count: entries.length,
      ...(client_id !== undefined && { client_id }),
      ...(error_description !== undefined && { error_description }),
      ...(reason !== undefined && { reason }),
      ...(repair && { repair })
    }
  }

  return async () => {
    const since = clock.nowMs() - DAY
    const groups = new Map<string, Entry[]>()
    for (const entry of inspector.entries()) {
      const { at, client_id = '', reason = '', error = '' } = entry.exchange
      if (at < since || !isFailed(entry.exchange)) continue
      const group = `${client_id}\n${reason}\n${error}`
      const known = groups.get(group)
      if (known) known.push(entry)
      else groups.set(group, [entry])
    }
    const commonest = [...groups.values()].sort((one, other) => other.length - one.length).slice(0, MOST)
    return Promise.all(commonest.map(told))
  }
}
