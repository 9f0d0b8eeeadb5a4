import { decodeJwt, decodeProtectedHeader, type JWTPayload, type ProtectedHeaderParameters } from 'jose'
import { OAuthError } from '../oauth-error'
import type { RefusalReason } from '../refusal-reason'
import type { Attempt, CredentialPlace } from './method'

export const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** RFC 7523 §2.2: the two parameters in which an assertion travels; both JWT methods share them. */
export const clientAssertion: CredentialPlace = {
  name: 'client_assertion in the body',
  read({ form }) {
    const type = form.get('client_assertion_type')
    const assertion = form.get('client_assertion')
    if (type === undefined && assertion === undefined) return undefined
    if (type === undefined) throw half('client_assertion_type', ASSERTION_TYPE)
    if (assertion === undefined) throw half('client_assertion', 'a signed JWT')
    if (type !== ASSERTION_TYPE)
      throw new OAuthError(
        'invalid_client',
        'assertion-type-unknown',
        `The client_assertion_type is not known; ${ASSERTION_TYPE} is (RFC 7523 section 2.2).`
      )
    return claimedBy(assertion)
  }
}

/** A JWT taken apart. Nothing in it is proven yet. */
export interface UnverifiedAssertion {
  readonly header: ProtectedHeaderParameters
  readonly claims: JWTPayload
}

/** Throws `invalid_client` for what is no JWT. */
export function parseAssertion(assertion: string): UnverifiedAssertion {
  const parsed = decode(assertion)
  // RFC 7515 §4.1.1 and §4.1.4. What comes from outside may be anything that JSON has.
  for (const name of ['alg', 'kid'] as const)
    if (!['string', 'undefined'].includes(typeof parsed.header[name]))
      throw assertionRefusal('assertion-malformed', `${name} in its header is no text`)
  return parsed
}

function decode(assertion: string): UnverifiedAssertion {
  try {
    return { header: decodeProtectedHeader(assertion), claims: decodeJwt(assertion) }
  } catch (cause) {
    throw assertionRefusal('assertion-malformed', 'it is no JWT of three parts with JSON in them', cause)
  }
}

function claimedBy(assertion: string): Attempt {
  const { sub } = parseAssertion(assertion).claims
  if (typeof sub !== 'string' || sub === '')
    throw assertionRefusal('assertion-claim-missing', 'the claim sub is missing; it holds the client_id')
  return { clientId: sub, evidence: assertion }
}

function half(missing: string, expected: string): OAuthError {
  return new OAuthError(
    'invalid_request',
    'parameter-missing',
    `The parameter ${missing} is missing beside its other half; expected is ${expected} (RFC 7523 section 2.2).`
  )
}

/** RFC 7521 §4.2.1: an assertion that isn't accepted is `invalid_client`. */
export function assertionRefusal(reason: RefusalReason, what: string, cause?: unknown): OAuthError {
  return new OAuthError(
    'invalid_client',
    reason,
    `The client assertion is refused: ${what} (RFC 7523 section 3).`,
    { cause }
  )
}
