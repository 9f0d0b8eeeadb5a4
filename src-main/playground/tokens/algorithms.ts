import type { Jwk } from '../../model'

interface Algorithm {
  /** The kind of key that it wants; none: a secret that both sides have. */
  readonly kty?: Jwk['kty']
  readonly crv?: string
  /** What `at_hash` and `c_hash` are made with (OpenID Connect Core §3.1.3.6). */
  readonly digest: 'sha256' | 'sha384' | 'sha512'
}

/** RFC 7518 §3.1; EdDSA by RFC 8037 §3.1 and RFC 9864 §2.2, which hashes with SHA-512 (RFC 8032 §5.1). */
const ALGORITHMS: Readonly<Record<string, Algorithm>> = {
  HS256: { digest: 'sha256' },
  HS384: { digest: 'sha384' },
  HS512: { digest: 'sha512' },
  RS256: { kty: 'RSA', digest: 'sha256' },
  RS384: { kty: 'RSA', digest: 'sha384' },
  RS512: { kty: 'RSA', digest: 'sha512' },
  PS256: { kty: 'RSA', digest: 'sha256' },
  PS384: { kty: 'RSA', digest: 'sha384' },
  PS512: { kty: 'RSA', digest: 'sha512' },
  ES256: { kty: 'EC', crv: 'P-256', digest: 'sha256' },
  ES384: { kty: 'EC', crv: 'P-384', digest: 'sha384' },
  ES512: { kty: 'EC', crv: 'P-521', digest: 'sha512' },
  EdDSA: { kty: 'OKP', crv: 'Ed25519', digest: 'sha512' },
  Ed25519: { kty: 'OKP', crv: 'Ed25519', digest: 'sha512' }
}

/** A signature algorithm by the name that a header gives it; undefined: nobody here knows it. */
export function algorithmOf(alg: unknown): Algorithm | undefined {
  return typeof alg === 'string' && Object.hasOwn(ALGORITHMS, alg) ? ALGORITHMS[alg] : undefined
}

/** The algorithms that a key can sign with, the usual one first. */
export function algorithmsFor(key: Jwk): string[] {
  return Object.entries(ALGORITHMS).flatMap(([name, { kty, crv }]) =>
    kty === key.kty && (crv === undefined || crv === key.crv) ? [name] : []
  )
}

/** The algorithms that a secret signs with, the usual one first. */
export const SECRET_ALGORITHMS = ['HS256', 'HS384', 'HS512'] as const
