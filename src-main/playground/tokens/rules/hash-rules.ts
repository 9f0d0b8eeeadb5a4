import { halfHash } from '../half-hash'
import { equals, notChecked, type Finding, type RuleFacts } from './claim-rule'

/** Ties an ID token to the access token that came with it. */
export function accessTokenHashRule({ header, claims, expected }: RuleFacts): Finding {
  return hashRule(header.alg, claims.at_hash, expected.access_token)
}

/** Ties an ID token to the code that came with it. */
export function codeHashRule({ header, claims, expected }: RuleFacts): Finding {
  return hashRule(header.alg, claims.c_hash, expected.code)
}

/** Both may be left out where the ID token comes from the token endpoint (OpenID Connect Core §3.1.3.6). */
function hashRule(alg: unknown, received: unknown, value: string | undefined): Finding {
  if (received === undefined) return notChecked('absent')
  if (value === undefined) return equals(received, undefined, false)
  const expected = halfHash(alg, value)
  return expected === undefined ? notChecked('hash_unknown') : equals(received, expected, false)
}
