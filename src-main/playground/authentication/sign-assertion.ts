import { SignJWT, type CryptoKey, type JWTHeaderParameters, type KeyObject } from 'jose'
import type { Authentication, Proof, SignedAssertion } from './method'

/** Seconds that an assertion lives: long enough to be sent, too short to be worth stealing. */
const LIFETIME_SECONDS = 60
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** What an assertion says (RFC 7523 §3): the client's word about `sub`. */
export function assertionClaims({ client_id, audience, now, jti }: Proof, sub: string) {
  return { iss: client_id, sub, aud: audience, jti, iat: now, exp: now + LIFETIME_SECONDS }
}

/** Claims as a JWT, whole and taken apart. */
export async function signJwt(
  claims: Record<string, unknown>,
  header: JWTHeaderParameters,
  key: CryptoKey | KeyObject | Uint8Array
): Promise<SignedAssertion> {
  const jwt = await new SignJWT(claims).setProtectedHeader(header).sign(key)
  return { jwt, header: { ...header }, claims }
}

/** The two parameters of RFC 7523 §2.2 that carry a client's word about itself. */
export function provenBy(assertion: SignedAssertion): Authentication {
  return {
    headers: [],
    parameters: [
      { name: 'client_assertion_type', value: ASSERTION_TYPE },
      { name: 'client_assertion', value: assertion.jwt, role: 'client_assertion' }
    ],
    assertion
  }
}
