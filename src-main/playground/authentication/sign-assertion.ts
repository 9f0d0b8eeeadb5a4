import { SignJWT, type CryptoKey, type JWTHeaderParameters, type KeyObject } from 'jose'
import type { Authentication, Proof } from './method'

/** Seconds that an assertion lives: long enough to be sent, too short to be worth stealing. */
const LIFETIME_SECONDS = 60
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** The assertion of RFC 7523 §3 about the client itself, and the two parameters of §2.2 that carry it. */
export async function signAssertion(
  { client_id, audience, now, jti }: Proof,
  header: JWTHeaderParameters,
  key: CryptoKey | KeyObject | Uint8Array
): Promise<Authentication> {
  const claims = {
    iss: client_id,
    sub: client_id,
    aud: audience,
    jti,
    iat: now,
    exp: now + LIFETIME_SECONDS
  }
  const jwt = await new SignJWT(claims).setProtectedHeader(header).sign(key)
  return {
    headers: [],
    parameters: [
      { name: 'client_assertion_type', value: ASSERTION_TYPE },
      { name: 'client_assertion', value: jwt, role: 'client_assertion' }
    ],
    assertion: { jwt, header: { ...header }, claims }
  }
}
