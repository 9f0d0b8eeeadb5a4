import { z } from '../zod'
import { numericDate } from '../text'
import { say } from '../messages/say'

/** The algorithms that the server can sign tokens with (RFC 7518 §3.1, RFC 8037). */
export const SIGNING_ALGORITHMS = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'] as const
export type SigningAlgorithm = (typeof SIGNING_ALGORITHMS)[number]
export const signingAlgorithmSchema = z.enum(SIGNING_ALGORITHMS)

/** The kind of key that signs by each, and its curve (RFC 7518 §3.1, RFC 8037 §2). */
export const KEY_KINDS: Readonly<Record<SigningAlgorithm, { readonly kty: string; readonly crv?: string }>> =
  {
    RS256: { kty: 'RSA' },
    PS256: { kty: 'RSA' },
    ES256: { kty: 'EC', crv: 'P-256' },
    ES384: { kty: 'EC', crv: 'P-384' },
    EdDSA: { kty: 'OKP', crv: 'Ed25519' }
  }

/** A JSON Web Key (RFC 7517 §4); members that nobody here reads are kept. */
export const jwkSchema = z.looseObject({
  kty: z.enum(['RSA', 'EC', 'OKP'], say('key_type')),
  kid: z.string().min(1).max(255).optional(),
  use: z.enum(['sig', 'enc']).optional(),
  alg: z.string().optional()
})
export type Jwk = z.infer<typeof jwkSchema>

/** The members that hold a private or symmetric key (RFC 7518 §6): they have no place in a client's `jwks`. */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

export const publicJwkSchema = jwkSchema.refine(
  (jwk) => PRIVATE_MEMBERS.every((member) => !(member in jwk)),
  say('key_not_public')
)

/** A key of the server's own: the private JWK with `kid` and `alg`, and when it was made. */
export const signingKeySchema = z.looseObject({
  ...jwkSchema.shape,
  kid: z.string().min(1).max(255),
  alg: signingAlgorithmSchema,
  use: z.literal('sig').default('sig'),
  d: z.string().min(1, say('key_not_private')),
  /** When the key was made; RFC 7517 knows no member for it. */
  iat: numericDate.optional(),
  /** From when on it is published no longer: set when another key took its place, to the end of the last token that it signed. */
  exp: numericDate.optional(),
  /** Published, and signs from the next rotation on, so that clients know it before they meet it. */
  next: z.literal(true).optional()
})
export type SigningKey = z.infer<typeof signingKeySchema>

/** The public half of a key, with what RFC 7517 §4 tells a verifier: kty, kid, use, alg and the key's numbers. */
export function publicJwk(key: SigningKey): Jwk {
  const { d: _d, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, iat: _iat, exp: _exp, next: _next, ...jwk } = key
  return jwk
}
