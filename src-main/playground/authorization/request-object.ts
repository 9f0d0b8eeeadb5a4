import type { Parameter, Proof, SignedAssertion } from '../authentication'
import { signClaims } from '../authentication'

/** Seconds that a request object lives: long enough to be opened. */
const LIFETIME_SECONDS = 300

/** The parameters as a JWT that the client's key signed (RFC 9101 §4). Throws RequestNotBuilt. */
export function requestObject(
  proof: Proof,
  parameters: readonly Parameter[],
  algorithm: string | undefined
): Promise<SignedAssertion> {
  const claims = {
    iss: proof.client_id,
    aud: proof.audience,
    iat: proof.now,
    exp: proof.now + LIFETIME_SECONDS,
    jti: proof.jti,
    ...Object.fromEntries(parameters.map(({ name, value }) => [name, claimOf(name, value)]))
  }
  const { signingAlgorithm: _ofAssertions, ...rest } = proof
  return signClaims(
    { ...rest, ...(algorithm !== undefined && { signingAlgorithm: algorithm }) },
    claims,
    'oauth-authz-req+jwt'
  )
}

/** RFC 9101 §4: numbers and objects stand as what they are, such as `max_age` and `claims`. */
function claimOf(name: string, value: string): unknown {
  if (name === 'max_age' && /^\d+$/.test(value)) return Number(value)
  if (name !== 'claims' && name !== 'authorization_details') return value
  try {
    return JSON.parse(value) as unknown
  } catch {
    // What is malformed travels as it was typed, so that the server says so.
    return value
  }
}
