import type { ExchangeDetail } from '../../contract'
import {
  describeExchange,
  seenTokens,
  tellStory,
  type CarriedToken,
  type Entry,
  type SeenToken
} from '../../inspector'
import { tokenDigest } from '../../oauth'
import type { LogLines, Store } from '../../ports'
import type { Actor } from '../access/context'
import { mayRepair } from './may-repair'
import type { TrafficView } from './traffic-view'

export interface DetailDependencies {
  readonly store: Pick<Store, 'clients' | 'tokens'>
  readonly logLines: Pick<LogLines, 'between'>
  /** Where the server is asked: scheme, host and port. */
  readonly origin: () => string
}

/** Milliseconds around an exchange in which a line of the log may belong to it. */
const NEAR = 50

/** One exchange in full. */
export function createDetail(dependencies: DetailDependencies & { view: TrafficView }) {
  const { view, store, origin, logLines } = dependencies
  return async (entry: Entry, actor: Actor, reveal: boolean): Promise<ExchangeDetail> => {
    const exchange = await view.summaryOf(entry)
    const parts = view.reader.partsOf(entry)
    const client = exchange.client_id === undefined ? undefined : await store.clients.get(exchange.client_id)
    const { repair, ...story } = tellStory(exchange, parts, client)
    const end = exchange.at + exchange.durationMs
    return {
      exchange,
      revealed: reveal,
      ...describeExchange(entry, { reveal, origin: origin() }),
      story: { ...story, ...(repair && mayRepair(actor, repair, client) && { repair }) },
      tokens: await Promise.all((parts ? seenTokens(parts) : []).map((one) => known(one, dependencies))),
      log: logLines.between(exchange.at - NEAR, end + NEAR).map(({ text }) => text)
    }
  }
}

/** What the server knows of a token of its own; the characters stay here. */
async function known({ token, ...seen }: CarriedToken, { store }: DetailDependencies): Promise<SeenToken> {
  const record = await store.tokens.get(tokenDigest(token))
  if (!record) return seen
  const { kind, client_id, sub, scope, aud, iat, exp, cnf } = record
  return {
    ...seen,
    active: !record.rotated,
    claims: seen.claims ?? withoutUndefined({ kind, client_id, sub, scope, aud, iat, exp, cnf })
  }
}

function withoutUndefined(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))
}
