import type { JWTPayload } from 'jose'
import { CLOCK_SKEW, MAX_LIFETIME } from '../client-auth/assertions/assertion-claims'
import { requestObjectRefusal } from './request-object-refusal'

export interface Expected {
  readonly clientId: string
  readonly issuer: string
  /** Seconds since 1970. */
  readonly now: number
}

/**
 * Checks for whom and for when a request object is (RFC 9101 §4 and §10.8, RFC 7519 §4.1). `iss` and `aud` are required, so that it
 * is taken by nobody but this server; `exp`, `nbf` and `iat` are checked where they stand, since RFC 9101 leaves them to the client.
 */
export function checkRequestObjectClaims(claims: JWTPayload, { clientId, issuer, now }: Expected): void {
  if (claims.iss !== clientId) throw wrong('iss must be the client_id')
  if (!(Array.isArray(claims.aud) ? claims.aud : [claims.aud]).includes(issuer))
    throw wrong(`aud must be ${issuer}`)
  // RFC 9101 §10.8: with it, it could be taken for a client assertion (RFC 7523 §3).
  if (claims.sub === clientId) throw wrong('sub must not be the client_id')
  const times = { exp: claims.exp, nbf: claims.nbf, iat: claims.iat }
  for (const [name, value] of Object.entries(times)) if (value !== undefined) requireTime(name, value)
  const { exp, nbf, iat } = times
  if (exp !== undefined && exp <= now - CLOCK_SKEW)
    throw wrong(`it expired ${now - Math.floor(exp)} seconds ago`)
  if (exp !== undefined && exp > now + MAX_LIFETIME + CLOCK_SKEW)
    throw wrong(`exp lies more than ${MAX_LIFETIME} seconds ahead; make a new one for each request`)
  if (nbf !== undefined && nbf > now + CLOCK_SKEW) throw wrong("nbf lies ahead of this server's clock")
  if (iat !== undefined && iat > now + CLOCK_SKEW) throw wrong("iat lies ahead of this server's clock")
  if (claims.jti === undefined) return
  if (typeof claims.jti !== 'string' || claims.jti === '') throw wrong('jti is no text')
  if (exp === undefined) throw wrong('jti needs an exp beside it, until which the jti is remembered')
}

function requireTime(name: string, value: unknown): void {
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw wrong(`${name} is no number of seconds since 1970`)
}

function wrong(what: string): Error {
  return requestObjectRefusal('request-object-claim-wrong', what)
}
