import { createPrivateKey } from 'node:crypto'
import type { JsonWebKey } from 'node:crypto'
import type { Jwk } from '../../model'
import { RequestNotBuilt } from '../request-not-built'
import type { AuthenticationMethod } from './method'
import { signAssertion } from './sign-assertion'

const CURVE_ALGORITHMS: Readonly<Record<string, string>> = {
  'P-256': 'ES256',
  'P-384': 'ES384',
  'P-521': 'ES512'
}

/** RFC 7523 §2.2 with a private key of the client; `kid` says with which. */
export const privateKeyJwt: AuthenticationMethod = async (proof) => {
  const jwk = proof.privateKey
  if (!jwk)
    throw new RequestNotBuilt([{ path: ['privateKey'], message: 'there is no private key to sign with' }])
  const alg = proof.signingAlgorithm ?? jwk.alg ?? algorithmFor(jwk)
  try {
    const key = createPrivateKey({ key: jwk as JsonWebKey, format: 'jwk' })
    return await signAssertion(proof, { alg, typ: 'JWT', ...(jwk.kid ? { kid: jwk.kid } : {}) }, key)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new RequestNotBuilt([{ path: ['privateKey'], message: `can not sign with ${alg}: ${reason}` }])
  }
}

/** The algorithm that goes with a kind of key where nobody says another (RFC 7518 §3.1, RFC 8037 §3.1). */
function algorithmFor(jwk: Jwk): string {
  if (jwk.kty === 'RSA') return 'RS256'
  if (jwk.kty === 'OKP') return 'EdDSA'
  return CURVE_ALGORITHMS[String(jwk.crv)] ?? 'ES256'
}
