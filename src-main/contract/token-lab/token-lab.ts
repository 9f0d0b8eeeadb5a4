import { z } from '../../model'
import { procedure } from '../procedure'
import {
  expectationsSchema,
  keySourceSchema,
  signingSourceSchema,
  TOKEN_KINDS,
  tokenVerdictSchema
} from './token-checks'

const tags = ['Token lab']
const members = z.record(z.string(), z.unknown())
const token = z.string().min(1).max(100_000)

/** What the server itself knows of one of its tokens, as far as whoever asks may see it. */
const tokenStatusSchema = z.object({
  /** Whether the server made it and remembers it. */
  known: z.boolean(),
  /** Whether the server would accept it now. */
  active: z.boolean().optional(),
  /** What introspection would tell of it (RFC 7662 §2.2). */
  members: members.optional()
})
export type TokenStatus = z.infer<typeof tokenStatusSchema>

/** A token that passed lately. */
const recentTokenSchema = z.object({
  id: z.string(),
  /** Milliseconds since 1970. */
  at: z.number(),
  source: z.enum(['traffic', 'playground']),
  /** Where it stood, such as `access_token` or `Authorization`. */
  name: z.string(),
  format: z.enum(['jwt', 'opaque']),
  client_id: z.string().optional(),
  /** Of a masked JWT everything but its signature; of a masked opaque token nothing. */
  token: z.string().optional(),
  /** Whether characters are left out; `tokenLab.reveal` has them. */
  masked: z.boolean()
})
export type RecentToken = z.infer<typeof recentTokenSchema>

const signedCopySchema = z.object({
  token: z.string(),
  /** The header as it was signed: with the key's `alg`. */
  header: members,
  /** What verifies the copy; none: a secret did it, or nobody. */
  publicKey: members.optional(),
  /** The private half of a key pair that was made for this. */
  privateKey: members.optional()
})
export type SignedCopy = z.infer<typeof signedCopySchema>

export const tokenLab = {
  verify: procedure('user')
    .meta({ noted: false })
    .route({
      method: 'POST',
      path: '/token-lab/verify',
      tags,
      summary: 'Verify a JWT: its signature and its claims, each with a verdict of its own'
    })
    .input(
      z.object({
        token,
        /** Left out: told by the token itself. */
        kind: z.enum(TOKEN_KINDS).optional(),
        keys: keySourceSchema.default({ from: 'server' }),
        expected: expectationsSchema.default({}),
        /** Seconds by which the clocks may differ. */
        skewSeconds: z.int().min(0).max(86_400).default(0)
      })
    )
    .output(tokenVerdictSchema),

  status: procedure('user')
    .meta({ noted: false })
    .route({
      method: 'POST',
      path: '/token-lab/status',
      tags,
      summary: 'What this server knows of a token of its own, opaque ones too'
    })
    .input(z.object({ token }))
    .output(tokenStatusSchema),

  sign: procedure('user')
    .meta({ noted: false })
    .route({
      method: 'POST',
      path: '/token-lab/sign',
      tags,
      summary: 'Sign header and claims with a key of your own; never with the keys of this server'
    })
    .input(z.object({ header: members, claims: members, key: signingSourceSchema }))
    .output(signedCopySchema),

  recent: procedure('user')
    .route({
      method: 'GET',
      path: '/token-lab/recent',
      tags,
      summary: 'The last 20 tokens: of one’s own playground, and for moderators of the traffic, those masked'
    })
    .output(z.array(recentTokenSchema)),

  /** Says in the audit trail who looked. */
  reveal: procedure('administrator')
    .route({
      method: 'POST',
      path: '/token-lab/recent/{id}/reveal',
      tags,
      summary: 'The characters of a token that passed in the traffic'
    })
    .input(z.object({ id: z.string().max(100) }))
    .output(z.object({ token: z.string() }))
}
