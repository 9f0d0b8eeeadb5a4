import { constants, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { KEY_KINDS, publicJwk, type SigningAlgorithm, type SigningKey } from '../../../model'

/** The hash of each algorithm (RFC 7518 §3.1, RFC 8037); Ed25519 hashes by itself. */
const WAYS: Readonly<Record<SigningAlgorithm, { hash: string | null; padding?: number }>> = {
  RS256: { hash: 'sha256' },
  PS256: { hash: 'sha256', padding: constants.RSA_PKCS1_PSS_PADDING },
  ES256: { hash: 'sha256' },
  ES384: { hash: 'sha384' },
  EdDSA: { hash: null }
}

/** Any bytes do. */
const SAMPLE = Buffer.from('signed to see whether the halves of a key belong together')

/** Whether the public half verifies what the private half signs, by the key's own algorithm. */
export function isWholeKey(key: SigningKey): boolean {
  const { kty, crv } = KEY_KINDS[key.alg]
  const { hash, padding } = WAYS[key.alg]
  if (key.kty !== kty || (crv !== undefined && key['crv'] !== crv)) return false
  const options = { ...(padding !== undefined && { padding }) }
  try {
    const signature = sign(hash, SAMPLE, { ...options, key: createPrivateKey({ key, format: 'jwk' }) })
    return verify(
      hash,
      SAMPLE,
      { ...options, key: createPublicKey({ key: publicJwk(key), format: 'jwk' }) },
      signature
    )
  } catch {
    // Whatever Node says of such numbers names none of them.
    return false
  }
}
