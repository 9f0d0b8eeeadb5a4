import type { Exchange, ExchangeStory } from '../../contract'
import type { Client } from '../../model'
import { valueOf, type ExchangeParts, type Pair } from '../reading/exchange-parts'
import { headerOf } from '../raw-exchange'
import type { Asked, Rule } from './rule'
import { rulesFor } from './rules-for'

/** An exchange as a chain of rules: which held, which refused, what was expected and came, and the change that helps. */
export function tellStory(
  exchange: Exchange,
  parts: ExchangeParts | undefined,
  client: Client | undefined
): ExchangeStory {
  return {
    rules: chainOf(exchange, { parts, client }),
    ...(exchange.reason !== undefined && differenceOf(exchange, parts?.sent ?? [], client))
  }
}

function chainOf(exchange: Exchange, asked: Asked): ExchangeStory['rules'] {
  const rules = rulesFor(exchange)
  const broken = brokenRule(exchange, rules)
  const told = rules.filter((one) => one === broken || one.concerns?.(asked) !== false)
  const at = broken ? told.indexOf(broken) : told.findIndex(({ id }) => id === awaited(exchange, asked))
  const chain = told.map(({ id, section }, index) => ({
    id,
    outcome: outcomeOf(index, at, broken !== undefined),
    ...(section !== undefined && { section })
  }))
  // A refusal that no rule of the chain knows stands at its end.
  const isOther = exchange.reason !== undefined && !broken
  return isOther ? [...chain, { id: 'other', outcome: 'refused' }] : chain
}

/** Two rules may be broken for the same reason; then the error tells which it was. */
function brokenRule({ reason, error }: Exchange, rules: readonly Rule[]): Rule | undefined {
  if (reason === undefined) return undefined
  const suspects = rules.filter(({ reasons }) => reasons.includes(reason))
  return suspects.find((one) => one.error !== undefined && one.error === error) ?? suspects[0]
}

function outcomeOf(index: number, at: number, isRefused: boolean): ExchangeStory['rules'][number]['outcome'] {
  if (at === -1 || index < at) return 'held'
  return isRefused && index === at ? 'refused' : 'waiting'
}

/** The rule that waits for a person: of the page that is shown, or that the browser is sent to. */
function awaited({ page, status, path, reason }: Exchange, { parts }: Asked): string | undefined {
  if (reason !== undefined) return undefined
  const location = parts && headerOf(parts.answerHeaders, 'location')
  const [, next] = /^(\/[\w-]+)\?interaction=/.exec(location ?? '') ?? []
  const shown = page && status === 200 ? path : next
  if (shown === undefined) return undefined
  return Object.hasOwn(RULE_OF_PAGE, shown) ? RULE_OF_PAGE[shown] : 'person-signed-in'
}

const RULE_OF_PAGE: Readonly<Record<string, string>> = { '/consent': 'consent', '/device': 'user-code' }

type Difference = Pick<ExchangeStory, 'expected' | 'received' | 'repair'>

/** What a refusal is about, where that can be told from the client and the request. */
function differenceOf(exchange: Exchange, sent: readonly Pair[], client: Client | undefined): Difference {
  const { reason = '', client_id } = exchange
  const tell = Object.hasOwn(DIFFERENCES, reason) ? DIFFERENCES[reason] : undefined
  return client_id === undefined || !tell ? {} : tell({ client_id, exchange, sent, client })
}

interface Refused {
  readonly client_id: string
  readonly exchange: Exchange
  readonly sent: readonly Pair[]
  readonly client: Client | undefined
}

const openClient = ({ client_id, client }: Refused): Difference =>
  client ? { repair: { id: 'open_client', client_id } } : {}

const DIFFERENCES: Readonly<Record<string, (asked: Refused) => Difference>> = {
  'client-unknown': ({ client_id, client }) => ({
    received: client_id,
    ...(!client && { repair: { id: 'create_client' as const, client_id } })
  }),
  'client-blocked': ({ client_id, client }) =>
    client?.blocked ? { repair: { id: 'unblock_client', client_id } } : {},
  'client-authentication-differs': (asked) => ({
    ...(asked.client && { expected: [asked.client.token_endpoint_auth_method] }),
    ...openClient(asked)
  }),
  'client-authentication-off': () => ({ repair: { id: 'open_flows' } }),
  'client-secret-wrong': openClient,
  'assertion-signature-wrong': openClient,
  'assertion-key-unknown': openClient,
  'client-key-unknown': openClient,
  'flow-off': ({ exchange }) => ({
    ...(exchange.grant_type !== undefined && { received: exchange.grant_type }),
    repair: { id: 'open_flows' }
  }),
  'grant-type-not-allowed': grantDifference,
  'response-type-not-allowed': responseTypeDifference,
  'redirect-uri-differs': redirectDifference,
  'scope-not-allowed': scopeDifference
}

function grantDifference({ client_id, exchange, client }: Refused): Difference {
  const { grant_type } = exchange
  if (!client || grant_type === undefined) return {}
  return {
    expected: [...client.grant_types],
    received: grant_type,
    ...(!client.grant_types.some((one) => one === grant_type) && {
      repair: { id: 'allow_grant', client_id, grant_type }
    })
  }
}

function responseTypeDifference({ client_id, sent, client }: Refused): Difference {
  const response_type = valueOf(sent, 'response_type')
  if (!client || response_type === undefined) return {}
  const expected = [...(client.response_types ?? [])].map(String)
  const repair = { id: 'allow_response_type' as const, client_id, response_type }
  return { expected, received: response_type, ...(!expected.includes(response_type) && { repair }) }
}

function redirectDifference({ client_id, sent, client }: Refused): Difference {
  const redirect_uri = valueOf(sent, 'redirect_uri')
  if (!client || redirect_uri === undefined) return {}
  const expected = [...(client.redirect_uris ?? [])]
  const repair = { id: 'add_redirect_uri' as const, client_id, redirect_uri }
  return { expected, received: redirect_uri, ...(!expected.includes(redirect_uri) && { repair }) }
}

function scopeDifference({ client_id, sent, client }: Refused): Difference {
  const asked = valueOf(sent, 'scope')
  if (!client || asked === undefined) return {}
  const allowed = client.scope?.split(' ') ?? []
  const missing = asked.split(' ').filter((one) => one !== '' && !allowed.includes(one))
  return {
    expected: allowed,
    received: asked,
    ...(missing.length > 0 && { repair: { id: 'allow_scope', client_id, scope: missing.join(' ') } })
  }
}
