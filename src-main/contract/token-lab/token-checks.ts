import { z } from '../../model'

/** Which rules a token is held to: OpenID Connect Core §3.1.3.7, RFC 9068 §4, or those of any JWT (RFC 7519 §4.1). */
export const TOKEN_KINDS = ['id_token', 'access_token', 'jwt'] as const
export type TokenKind = (typeof TOKEN_KINDS)[number]

/** What a verdict is about, in the order in which they are told. */
export const CHECKED_NAMES = [
  'typ',
  'alg',
  'iss',
  'aud',
  'azp',
  'exp',
  'nbf',
  'iat',
  'nonce',
  'at_hash',
  'c_hash'
] as const
export type CheckedName = (typeof CHECKED_NAMES)[number]

export const OUTCOMES = ['ok', 'failed', 'not_checked'] as const

/** Why a signature counts, or doesn't. Texts come from the catalogue by id. */
export const SIGNATURE_REASONS = [
  'verified',
  'wrong',
  'unsigned',
  'signature_missing',
  'encrypted',
  'critical_header',
  'algorithm_unknown',
  'needs_secret',
  'needs_public_key',
  'key_unknown',
  'no_key_fits',
  'key_unusable'
] as const

/** Why a claim is as it should be, or isn't, or was not looked at. */
export const CLAIM_REASONS = [
  'as_expected',
  'differs',
  'missing',
  'absent',
  'nothing_expected',
  'malformed',
  'unsigned',
  'in_time',
  'expired',
  'not_yet',
  'in_future',
  'several_audiences',
  'hash_unknown'
] as const

const outcome = z.enum(OUTCOMES)
/** What the text of a reason is filled with. */
const values = z.record(z.string(), z.string())

/** The signature and the claims are judged apart: a good signature says nothing of a token for somebody else. */
export const tokenVerdictSchema = z.object({
  kind: z.enum(TOKEN_KINDS),
  signature: z.object({ outcome, reason: z.enum(SIGNATURE_REASONS), values }),
  claims: z.array(
    z.object({
      name: z.enum(CHECKED_NAMES),
      outcome,
      reason: z.enum(CLAIM_REASONS),
      values,
      /** Where the rule is written, such as `OpenID Connect Core §3.1.3.7`. */
      section: z.string()
    })
  ),
  /** Whom `sub` means, where whoever asks may see them. */
  subject: z
    .object({ kind: z.enum(['user', 'client']), id: z.string(), name: z.string().optional() })
    .optional()
})
export type TokenVerdict = z.infer<typeof tokenVerdictSchema>
export type SignatureVerdict = TokenVerdict['signature']
export type ClaimVerdict = TokenVerdict['claims'][number]

const text = z.string().min(1).max(20_000)

/** What the token should say; what is left out is not checked. */
export const expectationsSchema = z.object({
  /** Left out with this server's keys: this server; of `algs` then, those that it signs with. */
  iss: text.optional(),
  aud: text.optional(),
  azp: text.optional(),
  nonce: text.optional(),
  /** The access token that `at_hash` was made of, and the code of `c_hash`. */
  access_token: text.optional(),
  code: text.optional(),
  algs: z.array(z.string().min(1).max(50)).min(1).max(20).optional()
})
export type TokenExpectations = z.infer<typeof expectationsSchema>

const pasted = z
  .string()
  .min(1)
  .max(100_000)
  .describe('A JWK, a JWKS (RFC 7517) or a key or certificate in PEM')
const sharedSecret = z.object({ from: z.literal('secret'), secret: z.string().min(1).max(10_000) })

/** Where the keys come from that the signature is verified with. */
export const keySourceSchema = z.discriminatedUnion('from', [
  z.object({ from: z.literal('server') }),
  z.object({ from: z.literal('url'), url: z.string().min(1).max(2000) }),
  z.object({ from: z.literal('pasted'), text: pasted }),
  sharedSecret
])
export type KeySource = z.infer<typeof keySourceSchema>

/** Algorithms for which a key pair can be made on the spot. */
export const THROW_AWAY_ALGORITHMS = ['RS256', 'PS256', 'ES256', 'ES384', 'ES512', 'EdDSA'] as const

/**
 * What a copy is signed with. This server's own keys are not among them, whoever asks: a token that they sign counts everywhere as
 * one that the server granted, and nobody granted it; it could not be revoked either, since nothing is known of it.
 */
export const signingSourceSchema = z.discriminatedUnion('from', [
  z.object({ from: z.literal('generated'), alg: z.enum(THROW_AWAY_ALGORITHMS) }),
  z.object({ from: z.literal('pasted'), text: pasted }),
  sharedSecret,
  /** `alg: none` (RFC 7519 §6), to see whether somebody accepts it. */
  z.object({ from: z.literal('none') })
])
export type SigningSource = z.infer<typeof signingSourceSchema>
