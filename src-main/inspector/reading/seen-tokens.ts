import type { ExchangeDetail } from '../../contract'
import type { ExchangeParts, Pair } from './exchange-parts'

export type SeenToken = ExchangeDetail['tokens'][number]
/** A token with its characters, which only the server needs. */
export type CarriedToken = SeenToken & { readonly token: string }

const NAMES = new Set([
  'access_token',
  'refresh_token',
  'id_token',
  'id_token_hint',
  'token',
  'assertion',
  'client_assertion',
  'subject_token',
  'actor_token',
  'request',
  'response',
  'logout_token',
  'registration_access_token'
])

/** The tokens that an exchange carried, those that are JWTs taken apart; nothing is verified here. */
export function seenTokens({ sent, answered, presented, requestHeaders }: ExchangeParts): CarriedToken[] {
  const proof = requestHeaders.find(([name]) => name.toLowerCase() === 'dpop')?.[1]
  return [
    ...(presented === undefined ? [] : [carried(['Authorization', presented], 'request')]),
    ...(proof === undefined ? [] : [carried(['DPoP', proof], 'request')]),
    ...tokensOf(sent, 'request'),
    ...tokensOf(answered, 'answer')
  ]
}

function tokensOf(pairs: readonly Pair[], place: SeenToken['in']): CarriedToken[] {
  return pairs.filter(([name, value]) => NAMES.has(name) && value !== '').map((pair) => carried(pair, place))
}

function carried([name, token]: Pair, place: SeenToken['in']): CarriedToken {
  const [header, claims] = token.split('.', 2).map(decodedPart)
  const isJwt = header !== undefined && 'alg' in header
  return {
    name,
    token,
    in: place,
    format: isJwt ? 'jwt' : 'opaque',
    ...(isJwt && { header, ...(claims && { claims }) })
  }
}

function decodedPart(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString())
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}
