import type { JWTPayload } from 'jose'
import { assertionRefusal } from './client-assertion'

/** Seconds by which the clocks of client and server may differ. */
export const CLOCK_SKEW = 30
/** RFC 7523 §3 lets the server refuse an `exp` that is unreasonably far away: seconds ahead, at most. */
export const MAX_LIFETIME = 3600

/** The claims that are left to use after the check. */
export interface CheckedClaims {
  readonly jti: string
  /** Seconds since 1970, in whole ones. */
  readonly exp: number
}

/** Checks what an assertion says (RFC 7523 §3, OpenID Connect Core §9). `now` in seconds since 1970. */
export function checkAssertionClaims(
  claims: JWTPayload,
  expected: { clientId: string; audiences: readonly string[]; now: number }
): CheckedClaims {
  const { clientId, audiences, now } = expected
  if (claims.iss !== clientId || claims.sub !== clientId)
    throw assertionRefusal('assertion-issuer-wrong', 'iss and sub must both be the client_id')
  if (!namesOneOf(claims.aud, audiences))
    throw assertionRefusal('assertion-audience-wrong', `aud must be ${audiences.join(' or ')}`)
  const exp = checkTimes(claims, now)
  if (typeof claims.jti !== 'string' || claims.jti === '')
    throw assertionRefusal(
      'assertion-claim-missing',
      'the claim jti is missing; it makes the assertion single use'
    )
  return { jti: claims.jti, exp }
}

function namesOneOf(aud: unknown, audiences: readonly string[]): boolean {
  const values: readonly unknown[] = Array.isArray(aud) ? aud : [aud]
  return values.some((value) => typeof value === 'string' && audiences.includes(value))
}

function checkTimes({ exp, nbf, iat }: JWTPayload, now: number): number {
  if (!isTime(exp))
    throw assertionRefusal(
      'assertion-claim-missing',
      'the claim exp is missing or no number of seconds since 1970'
    )
  if (exp <= now - CLOCK_SKEW)
    throw assertionRefusal('assertion-expired', `it expired ${now - Math.floor(exp)} seconds ago`)
  if (exp > now + MAX_LIFETIME + CLOCK_SKEW)
    throw assertionRefusal(
      'assertion-lifetime-too-long',
      `exp lies more than ${MAX_LIFETIME} seconds ahead; make a new assertion for each request`
    )
  for (const [name, value] of Object.entries({ nbf, iat })) {
    if (value === undefined) continue
    if (!isTime(value))
      throw assertionRefusal(
        'assertion-claim-missing',
        `the claim ${name} is no number of seconds since 1970`
      )
    if (value > now + CLOCK_SKEW)
      throw assertionRefusal('assertion-not-yet-valid', `${name} lies ahead of this server's clock`)
  }
  return Math.ceil(exp)
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}
