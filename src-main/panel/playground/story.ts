import type { Exchange, ExchangeStory, PlaygroundExchange } from '../../contract'
import { headerIn, readExchange, tellStory, type Entry, type Inspector } from '../../inspector'
import type { Store } from '../../ports'
import { usableClient } from './access'
import type { ClientRights } from '../clients'
import type { Actor } from '../access/context'

/** Headers of which each request has its own. */
const TELLING = ['authorization', 'dpop']

export interface PlaygroundStoryDependencies {
  readonly inspector: Pick<Inspector, 'entries'>
  readonly store: Pick<Store, 'clients'>
  readonly rights: ClientRights
}

/** The server's own view of something that the playground sent to it; null where it wasn't this server, or is forgotten. */
export function createTellPlaygroundStory({ inspector, rights }: PlaygroundStoryDependencies) {
  return async (
    actor: Actor,
    sent: PlaygroundExchange
  ): Promise<{ exchange: Exchange; story: ExchangeStory } | null> => {
    const entry = inspector.entries().findLast((one) => isSame(one, sent))
    if (!entry) return null
    const { exchange, raw } = entry
    // What is registered of a client is for those alone who may see it.
    const client =
      exchange.client_id === undefined ? undefined : await usableClient(rights, actor, exchange.client_id)
    return { exchange, story: tellStory(exchange, raw && readExchange(raw), client) }
  }
}

/** The bytes tell: a request that was sent twice in the same words got the same answer, or is told by it. */
function isSame({ exchange, raw }: Entry, { at, request, response }: PlaygroundExchange): boolean {
  if (!raw || exchange.method !== request.method || exchange.at < at - 1) return false
  const { pathname, search } = new URL(request.url)
  const headers = new Map(request.headers.map(([name, value]) => [name.toLowerCase(), value]))
  return (
    (raw.target === pathname + search || exchange.path === pathname) &&
    raw.requestBody === request.body &&
    TELLING.every((name) => headerIn(raw.requestHeaders, name) === headers.get(name)) &&
    (response === undefined || (exchange.status === response.status && raw.answerBody === response.body))
  )
}
