import { generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { calculateJwkThumbprint } from 'jose'
import { signingKeySchema, type SigningAlgorithm, type SigningKey } from '../../../model'

const generate = promisify(generateKeyPair)

/** RFC 7518 §3.3 and §3.5: RSA keys have at least 2048 bits. */
const RSA_BITS = 2048

const GENERATORS: Record<SigningAlgorithm, () => Promise<{ privateKey: KeyObject }>> = {
  RS256: () => generate('rsa', { modulusLength: RSA_BITS }),
  PS256: () => generate('rsa', { modulusLength: RSA_BITS }),
  ES256: () => generate('ec', { namedCurve: 'P-256' }),
  ES384: () => generate('ec', { namedCurve: 'P-384' }),
  EdDSA: () => generate('ed25519')
}

/** A new private key for the algorithm, off the main thread; its `kid` is its thumbprint (RFC 7638). `iat` in seconds since 1970. */
export async function generateKey(alg: SigningAlgorithm, iat: number): Promise<SigningKey> {
  const { privateKey } = await GENERATORS[alg]()
  const jwk = privateKey.export({ format: 'jwk' })
  const kid = await calculateJwkThumbprint(jwk)
  return signingKeySchema.parse({ ...jwk, kid, alg, use: 'sig', iat })
}
