import { generateKeyPair, type JsonWebKey, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { calculateJwkThumbprint } from 'jose'
import { CLIENT_AUTHENTICATION, type Jwk } from '../model'

const generate = promisify(generateKeyPair)
const CURVES: Readonly<Record<string, string>> = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' }

export interface JwkPair {
  readonly publicKey: Jwk
  readonly privateKey: Jwk
}

/** A key pair for the assertions of a client, of the kind that its registered algorithm needs; ES256 where it names none. */
export async function makeKeyPair(registered: string | undefined): Promise<JwkPair> {
  const algorithms: readonly string[] = CLIENT_AUTHENTICATION.private_key_jwt.signingAlgorithms
  const alg = registered !== undefined && algorithms.includes(registered) ? registered : 'ES256'
  const { publicKey, privateKey } = await generateFor(alg)
  const kid = await calculateJwkThumbprint(publicKey.export({ format: 'jwk' }))
  const named = (key: KeyObject): Jwk => ({ ...jwkOf(key.export({ format: 'jwk' })), kid, use: 'sig', alg })
  return { publicKey: named(publicKey), privateKey: named(privateKey) }
}

/** A key pair to which answers can be encrypted with an algorithm (RFC 7518 §4.1). */
export async function makeEncryptionPair(alg: string): Promise<JwkPair> {
  const { publicKey, privateKey } = await generateFor(alg.startsWith('ECDH') ? 'ES256' : 'RS256')
  const kid = await calculateJwkThumbprint(publicKey.export({ format: 'jwk' }))
  const named = (key: KeyObject): Jwk => ({ ...jwkOf(key.export({ format: 'jwk' })), kid, use: 'enc', alg })
  return { publicKey: named(publicKey), privateKey: named(privateKey) }
}

function generateFor(alg: string): Promise<{ publicKey: KeyObject; privateKey: KeyObject }> {
  const namedCurve = CURVES[alg]
  if (namedCurve) return generate('ec', { namedCurve })
  if (alg === 'EdDSA') return promisify(generateKeyPair)('ed25519', {})
  return promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
}

function jwkOf(jwk: JsonWebKey): Jwk {
  return { ...jwk, kty: jwk.kty === 'RSA' || jwk.kty === 'OKP' ? jwk.kty : 'EC' }
}
