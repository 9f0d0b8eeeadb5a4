import type { TokenExpectations, TokenKind } from '../../contract'

type Members = Readonly<Record<string, unknown>>

/** Claims that ID tokens alone carry (OpenID Connect Core §2, §3.1.3.6, §3.3.2.11). */
const OF_ID_TOKENS = ['nonce', 'at_hash', 'c_hash', 'auth_time', 'azp']
/** Claims of access tokens that a provider calls a JWT like any other. */
const OF_ACCESS_TOKENS = ['scope', 'client_id', 'scp']

/** Whether the header says that it is an access token (RFC 9068 §2.1); `application/` may be left out (RFC 7515 §4.1.9). */
export function isAccessTokenType(typ: unknown): boolean {
  return typeof typ === 'string' && /^(application\/)?at\+jwt$/i.test(typ)
}

/** What a token is by all that it says of itself; what can't be told is a JWT and no more. */
export function kindOf(header: Members, claims: Members, expected: TokenExpectations): TokenKind {
  if (isAccessTokenType(header.typ)) return 'access_token'
  const isPlain = header.typ === undefined || /^jwt$/i.test(String(header.typ))
  if (!isPlain || 'events' in claims || OF_ACCESS_TOKENS.some((name) => name in claims)) return 'jwt'
  const carriesOne = OF_ID_TOKENS.some((name) => name in claims)
  return carriesOne || expected.nonce !== undefined ? 'id_token' : 'jwt'
}
