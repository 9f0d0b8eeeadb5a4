import type { JWTPayload } from 'jose'
import { CLIENT_SIGNING_ALGORITHMS, type Client } from '../../../model'
import type { Clock, Store } from '../../../ports'
import { CLOCK_SKEW, MAX_LIFETIME } from '../../client-auth/assertions/assertion-claims'
import { ClientJwtProblem, verifyClientJwt } from '../../client-auth/assertions/client-jwt'
import { ClientKeyProblem } from '../../client-auth/assertions/client-key-problem'
import type { ClientKeys } from '../../client-auth/assertions/client-keys'
import { isFirstUse } from '../../first-use'
import { OAuthError } from '../../oauth-error'
import type { RefusalReason } from '../../refusal-reason'

/** Whom an assertion of this client is about: its `sub`. Throws `invalid_grant` (RFC 7521 §4.1.1). */
export type ReadBearerAssertion = (client: Client, assertion: string) => Promise<string>

export interface BearerAssertionDeps {
  readonly clientKeys: ClientKeys
  readonly usedAssertions: Store['usedAssertions']
  readonly clock: Clock
  /** What `aud` may be: the issuer and the token endpoint. */
  readonly audiences: () => readonly string[]
}

/** RFC 7523 §3, step by step. An assertion that proved a client can't be used here as well, nor this one there. */
export function createReadBearerAssertion(deps: BearerAssertionDeps): ReadBearerAssertion {
  const { clientKeys, usedAssertions, clock, audiences } = deps
  return async (client, assertion) => {
    const allowed = algorithmsOf(client)
    const { claims } = await verifyClientJwt(clientKeys, client, assertion, allowed).catch(refuse)
    if (claims.iss !== client.client_id)
      throw refusal('assertion-issuer-wrong', 'iss must be the client_id of the client that sends it')
    if (typeof claims.sub !== 'string' || claims.sub === '')
      throw refusal('assertion-claim-missing', 'the claim sub is missing; it names the person or the client')
    const named: readonly unknown[] = Array.isArray(claims.aud) ? claims.aud : [claims.aud]
    if (!named.some((one) => typeof one === 'string' && audiences().includes(one)))
      throw refusal('assertion-audience-wrong', `aud must be ${audiences().join(' or ')}`)
    const exp = requireTimes(claims, clock.nowSeconds())
    if (typeof claims.jti !== 'string' || claims.jti === '')
      throw refusal('assertion-claim-missing', 'the claim jti is missing; it makes the assertion single use')
    const parts = ['assertion', client.client_id, claims.jti]
    if (!(await isFirstUse(usedAssertions, parts, exp + CLOCK_SKEW)))
      throw refusal('assertion-replayed', 'its jti was used before; make a new one for each request')
    return claims.sub
  }
}

/** The client's own algorithm where it registered one that signs with a key, else every such one; never what the header says alone. */
function algorithmsOf({ token_endpoint_auth_signing_alg: registered }: Client): readonly string[] {
  const all: readonly string[] = CLIENT_SIGNING_ALGORITHMS
  return registered !== undefined && all.includes(registered) ? [registered] : all
}

/** Its end, in whole seconds since 1970, which may not be far away; `nbf` and `iat` may not lie ahead. */
function requireTimes({ exp, nbf, iat }: JWTPayload, now: number): number {
  if (!isTime(exp))
    throw refusal('assertion-claim-missing', 'the claim exp is missing or no number of seconds since 1970')
  if (exp <= now - CLOCK_SKEW)
    throw refusal('assertion-expired', `it expired ${Math.ceil(now - exp)} seconds ago`)
  if (exp > now + MAX_LIFETIME + CLOCK_SKEW)
    throw refusal('assertion-lifetime-too-long', `exp lies more than ${MAX_LIFETIME} seconds ahead`)
  for (const [name, value] of Object.entries({ nbf, iat })) {
    if (value === undefined) continue
    if (!isTime(value))
      throw refusal('assertion-claim-missing', `the claim ${name} is no number of seconds since 1970`)
    if (value > now + CLOCK_SKEW)
      throw refusal('assertion-not-yet-valid', `${name} lies ahead of the clock of the server`)
  }
  return Math.ceil(exp)
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

function refuse(error: unknown): never {
  if (error instanceof ClientKeyProblem) throw refusal(error.reason, error.message, error)
  if (error instanceof ClientJwtProblem) throw refusal(`assertion-${error.rule}`, error.message, error)
  throw error
}

function refusal(reason: RefusalReason, what: string, cause?: unknown): OAuthError {
  return new OAuthError('invalid_grant', reason, `The assertion is refused: ${what} (RFC 7523 section 3).`, {
    cause
  })
}
