import { createHash } from 'node:crypto'
import { algorithmOf } from './algorithms'

/**
 * `at_hash` and `c_hash`: the left half of the digest of a value, by the algorithm that signed the ID token (OpenID Connect Core
 * §3.1.3.6, §3.3.2.11). Undefined: no digest goes with the algorithm.
 */
export function halfHash(alg: unknown, value: string): string | undefined {
  const digest = algorithmOf(alg)?.digest
  if (!digest) return undefined
  const bytes = createHash(digest).update(value).digest()
  return bytes.subarray(0, bytes.length / 2).toString('base64url')
}
