import type { Client, IssuedToken } from '../../model'

/** Claims that the server alone sets (RFC 7519 §4.1, RFC 9068 §2.2, RFC 8693 §4.1, RFC 7800 §3): a client's own can't stand in for them. */
const RESERVED = new Set([
  'iss',
  'sub',
  'aud',
  'exp',
  'nbf',
  'iat',
  'jti',
  'client_id',
  'scope',
  'auth_time',
  'acr',
  'amr',
  'act',
  'may_act',
  'cnf'
])

/** What a JWT access token says (RFC 9068 §2.2). */
export function accessTokenClaims(issuer: string, client: Client, token: IssuedToken): object {
  const own = Object.entries(client.claims).filter(([name]) => !RESERVED.has(name))
  const audience = token.aud?.length ? token.aud : [issuer]
  return {
    ...Object.fromEntries(token.sub === undefined ? own : []),
    iss: issuer,
    // RFC 9068 §2.2: where there is no person, the subject is the client.
    sub: token.sub ?? token.client_id,
    aud: audience.length === 1 ? audience[0] : audience,
    exp: token.exp,
    iat: token.iat,
    jti: token.jti,
    client_id: token.client_id,
    ...(token.scope ? { scope: token.scope } : {})
  }
}
