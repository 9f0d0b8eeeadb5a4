import { constants, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { publicJwk, type SigningAlgorithm, type SigningKey } from '../../../model'

/** What signs by an algorithm (RFC 7518 §3.1, RFC 8037): the key's kind and curve, the hash, and how the numbers are laid out. */
const WAYS: Readonly<
  Record<SigningAlgorithm, { kty: string; crv?: string; hash: string | null; padding?: number }>
> = {
  RS256: { kty: 'RSA', hash: 'sha256' },
  PS256: { kty: 'RSA', hash: 'sha256', padding: constants.RSA_PKCS1_PSS_PADDING },
  ES256: { kty: 'EC', crv: 'P-256', hash: 'sha256' },
  ES384: { kty: 'EC', crv: 'P-384', hash: 'sha384' },
  EdDSA: { kty: 'OKP', crv: 'Ed25519', hash: null }
}

/** Any bytes do. */
const SAMPLE = Buffer.from('signed to see whether the halves of a key belong together')

/** Whether the public half verifies what the private half signs, by the key's own algorithm. */
export function isWholeKey(key: SigningKey): boolean {
  const { kty, crv, hash, padding } = WAYS[key.alg]
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
