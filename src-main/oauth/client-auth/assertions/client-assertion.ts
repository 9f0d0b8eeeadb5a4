import { OAuthError } from '../../oauth-error'
import type { RefusalReason } from '../../refusal-reason'
import { ClientJwtProblem, parseClientJwt, type UnverifiedJwt } from './client-jwt'
import { ClientKeyProblem } from './client-key-problem'
import type { Attempt, CredentialPlace } from '../method'

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

function claimedBy(assertion: string): Attempt {
  const { sub } = parse(assertion).claims
  if (typeof sub !== 'string' || sub === '')
    throw assertionRefusal('assertion-claim-missing', 'the claim sub is missing; it holds the client_id')
  return { clientId: sub, evidence: { text: assertion } }
}

function parse(assertion: string): UnverifiedJwt {
  try {
    return parseClientJwt(assertion)
  } catch (error) {
    return refuseAssertion(error)
  }
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

/** Throws what was thrown of a client's JWT or of its keys as a refusal of the assertion, and anything else as it is. */
export function refuseAssertion(error: unknown): never {
  if (error instanceof ClientKeyProblem) throw assertionRefusal(error.reason, error.message, error)
  if (error instanceof ClientJwtProblem)
    throw assertionRefusal(`assertion-${error.rule}`, error.message, error)
  throw error
}
