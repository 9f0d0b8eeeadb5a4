import { say, SIGNING_ALGORITHMS, signingAlgorithmSchema, z } from '../../model'
import { procedure } from '../procedure'

export const KEY_STATES = ['current', 'next', 'retired'] as const

/** A key of the server's own, without its private half. */
export const shownKeySchema = z.object({
  kid: z.string(),
  alg: signingAlgorithmSchema,
  use: z.literal('sig'),
  /** current: signs now; next: published, and signs from the next rotation on; retired: published for what it signed. */
  state: z.enum(KEY_STATES),
  /** Milliseconds since 1970; a key that a profile brought may not say. */
  createdAt: z.number().optional(),
  /** When a retired key is published no longer. */
  endsAt: z.number().optional(),
  /** Whether tokens are signed with it unless a client wants another algorithm. */
  isDefault: z.boolean(),
  jwk: z.record(z.string(), z.unknown())
})
export type ShownKey = z.infer<typeof shownKeySchema>

const algorithm = z.object({ alg: signingAlgorithmSchema })

export const keys = {
  list: procedure('moderator')
    .route({
      method: 'GET',
      path: '/keys',
      tags: ['Keys'],
      summary: 'The signing keys, without private halves'
    })
    .output(z.object({ items: z.array(shownKeySchema), jwksUri: z.string() })),

  jwks: procedure('moderator')
    .route({
      method: 'GET',
      path: '/keys/jwks',
      tags: ['Keys'],
      summary: 'The published key set (RFC 7517 §5)'
    })
    .output(z.object({ keys: z.array(z.record(z.string(), z.unknown())) })),

  generate: procedure('administrator')
    .route({
      method: 'POST',
      path: '/keys',
      tags: ['Keys'],
      summary: 'Make a key: the next one of its algorithm, or the current one where there is none'
    })
    .input(algorithm)
    .output(shownKeySchema),

  import: procedure('administrator')
    .route({
      method: 'POST',
      path: '/keys/import',
      tags: ['Keys'],
      summary:
        'Take a private key in PEM (PKCS #8, PKCS #1, SEC 1) or as a JWK, as the next one of its algorithm'
    })
    .input(
      z.object({
        key: z
          .string()
          .min(1, say('empty', { what: 'key' }))
          .max(20_000),
        /** For an RSA key, which does for several; left out: the one that it names, else RS256. */
        alg: z.enum(SIGNING_ALGORITHMS).optional()
      })
    )
    .output(shownKeySchema),

  rotate: procedure('administrator')
    .route({
      method: 'POST',
      path: '/keys/rotate',
      tags: ['Keys'],
      summary:
        'Sign with the next key, or a new one; the old one stays published until what it signed has expired'
    })
    .input(algorithm)
    .output(shownKeySchema),

  remove: procedure('administrator')
    .route({
      method: 'DELETE',
      path: '/keys/{kid}',
      tags: ['Keys'],
      summary: 'Publish a key no longer: what it signed stops verifying'
    })
    .input(z.object({ kid: z.string().min(1).max(255) }))
    .output(z.void()),

  renewAll: procedure('administrator')
    .route({
      method: 'POST',
      path: '/keys/renew',
      tags: ['Keys'],
      summary: 'New keys at once: every OpenID token and every JWT access token ends'
    })
    .output(z.object({ items: z.array(shownKeySchema) }))
}
