import type { Exchange, ExchangeStory } from '../../contract'
import type { Client } from '../../model'
import { valueOf, type ExchangeParts, type Pair } from '../reading/exchange-parts'
import { rulesFor } from './rules-for'

/** An exchange as a chain of rules: which held, which refused, what was expected and came, and the change that helps. */
export function tellStory(
  exchange: Exchange,
  parts: ExchangeParts | undefined,
  client: Client | undefined
): ExchangeStory {
  return {
    rules: chainOf(exchange),
    ...(exchange.reason !== undefined && differenceOf(exchange, parts?.sent ?? [], client))
  }
}

function chainOf(exchange: Exchange): ExchangeStory['rules'] {
  const rules = rulesFor(exchange)
  const { reason } = exchange
  const broken =
    reason === undefined ? rules.length : rules.findIndex(({ reasons }) => reasons.includes(reason))
  // A refusal that no rule of the chain knows stands at its end.
  const at = broken === -1 ? rules.length : broken
  const told = rules.map(({ id, section }, index) => ({
    id,
    outcome: index < at ? ('held' as const) : index === at ? ('refused' as const) : ('waiting' as const),
    ...(section !== undefined && { section })
  }))
  return broken === -1 ? [...told, { id: 'other', outcome: 'refused' }] : told
}

type Difference = Pick<ExchangeStory, 'expected' | 'received' | 'repair'>

/** What a refusal is about, where that can be told from the client and the request. */
function differenceOf(exchange: Exchange, sent: readonly Pair[], client: Client | undefined): Difference {
  const { reason = '', client_id } = exchange
  const tell = Object.hasOwn(DIFFERENCES, reason) ? DIFFERENCES[reason] : undefined
  return client_id === undefined || !tell ? {} : tell({ client_id, exchange, sent, client })
}

interface Asked {
  readonly client_id: string
  readonly exchange: Exchange
  readonly sent: readonly Pair[]
  readonly client: Client | undefined
}

const openClient = ({ client_id, client }: Asked): Difference =>
  client ? { repair: { id: 'open_client', client_id } } : {}

const DIFFERENCES: Readonly<Record<string, (asked: Asked) => Difference>> = {
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

function grantDifference({ client_id, exchange, client }: Asked): Difference {
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

function responseTypeDifference({ client_id, sent, client }: Asked): Difference {
  const response_type = valueOf(sent, 'response_type')
  if (!client || response_type === undefined) return {}
  const expected = [...(client.response_types ?? [])].map(String)
  const repair = { id: 'allow_response_type' as const, client_id, response_type }
  return { expected, received: response_type, ...(!expected.includes(response_type) && { repair }) }
}

function redirectDifference({ client_id, sent, client }: Asked): Difference {
  const redirect_uri = valueOf(sent, 'redirect_uri')
  if (!client || redirect_uri === undefined) return {}
  const expected = [...(client.redirect_uris ?? [])]
  const repair = { id: 'add_redirect_uri' as const, client_id, redirect_uri }
  return { expected, received: redirect_uri, ...(!expected.includes(redirect_uri) && { repair }) }
}

function scopeDifference({ client_id, sent, client }: Asked): Difference {
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
