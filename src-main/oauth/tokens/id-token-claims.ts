import type { SigningAlgorithm } from '../../model'
import { halfHash } from './half-hash'
import type { IdTokenRequest } from './issue'

export interface IdTokenFrame {
  readonly issuer: string
  /** The person as the client sees them. */
  readonly sub: string
  readonly alg: SigningAlgorithm
  /** Seconds since 1970. */
  readonly iat: number
  readonly exp: number
}

/**
 * The claims that the server makes (OpenID Connect Core §2, §3.1.3.6, §3.3.2.11). `auth_time` is told whenever it is known, so that
 * `max_age`, `require_auth_time` and a request for it are all satisfied.
 */
export function idTokenClaims(
  { client, authorization, nonce, accessToken, code, state }: IdTokenRequest,
  { issuer, sub, alg, iat, exp }: IdTokenFrame
): object {
  const { auth_time, acr, amr, sid } = authorization
  return {
    iss: issuer,
    sub,
    aud: client.client_id,
    azp: client.client_id,
    exp,
    iat,
    ...(nonce === undefined ? {} : { nonce }),
    ...(auth_time === undefined ? {} : { auth_time }),
    ...(acr === undefined ? {} : { acr }),
    ...(amr?.length ? { amr } : {}),
    ...(sid === undefined ? {} : { sid }),
    ...(accessToken === undefined ? {} : { at_hash: halfHash(alg, accessToken) }),
    ...(code === undefined ? {} : { c_hash: halfHash(alg, code) }),
    ...(state === undefined ? {} : { s_hash: halfHash(alg, state) })
  }
}
