import { createPrivateKey } from 'node:crypto'
import type { JsonWebKey } from 'node:crypto'
import { say, type Jwk } from '../../model'
import { RequestNotBuilt } from '../request-not-built'
import type { Proof, SignedAssertion } from './method'
import { assertionClaims, signJwt } from './sign-assertion'

const CURVE_ALGORITHMS: Readonly<Record<string, string>> = {
  'P-256': 'ES256',
  'P-384': 'ES384',
  'P-521': 'ES512'
}

/** An assertion about `sub`, signed with the client's private key. Throws RequestNotBuilt. */
export function signWithKey(proof: Proof, sub: string): Promise<SignedAssertion> {
  return signClaims(proof, assertionClaims(proof, sub), 'JWT')
}

/** Claims, signed with the client's private key; `kid` says with which. Throws RequestNotBuilt. */
export async function signClaims(
  proof: Pick<Proof, 'privateKey' | 'signingAlgorithm'>,
  claims: Record<string, unknown>,
  typ: string
): Promise<SignedAssertion> {
  const jwk = proof.privateKey
  if (!jwk) throw new RequestNotBuilt([{ path: ['privateKey'], message: say('private_key_missing') }])
  const alg = algorithmOf(jwk, proof.signingAlgorithm)
  try {
    const key = createPrivateKey({ key: jwk as JsonWebKey, format: 'jwk' })
    return await signJwt(claims, { alg, typ, ...(jwk.kid ? { kid: jwk.kid } : {}) }, key)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new RequestNotBuilt([
      { path: ['privateKey'], message: say('signing_failed', { algorithm: alg, why }) }
    ])
  }
}

/** The registered algorithm where it signs with a key, else the key's own, else what goes with its kind (RFC 7518 §3.1, RFC 8037 §3.1). */
function algorithmOf(jwk: Jwk, registered: string | undefined): string {
  if (registered && !registered.startsWith('HS')) return registered
  if (jwk.alg) return jwk.alg
  if (jwk.kty === 'RSA') return 'RS256'
  if (jwk.kty === 'OKP') return 'EdDSA'
  return CURVE_ALGORITHMS[String(jwk.crv)] ?? 'ES256'
}
