/**
 * Claims that the server alone makes: nobody's own and no rule stands in for them. `may_act` is none of them: who may act for whom
 * (RFC 8693 §4.4) is an administrator's to say, and token exchange obeys it.
 */
export const SERVER_CLAIMS: ReadonlySet<string> = new Set([
  'iss',
  'sub',
  'aud',
  'exp',
  'nbf',
  'iat',
  'jti',
  'nonce',
  'auth_time',
  'acr',
  'amr',
  'azp',
  'sid',
  'at_hash',
  'c_hash',
  's_hash',
  'client_id',
  'scope',
  'act',
  'cnf',
  'events',
  'token_introspection',
  'authorization_details'
])
