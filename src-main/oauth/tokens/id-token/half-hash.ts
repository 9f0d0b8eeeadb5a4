import { hash } from 'node:crypto'
import type { SigningAlgorithm } from '../../../model'

/** The hash that goes with a signature algorithm (RFC 7518 §3.1); Ed25519 hashes with SHA-512 (RFC 8032 §5.1). */
const DIGESTS: Record<SigningAlgorithm, string> = {
  RS256: 'sha256',
  PS256: 'sha256',
  ES256: 'sha256',
  ES384: 'sha384',
  EdDSA: 'sha512'
}

/** `at_hash`, `c_hash` and `s_hash`: the left half of the digest of a value (OpenID Connect Core §3.1.3.6, §3.3.2.11). */
export function halfHash(alg: SigningAlgorithm, value: string): string {
  const digest = hash(DIGESTS[alg], value, 'buffer')
  return digest.subarray(0, digest.length / 2).toString('base64url')
}
