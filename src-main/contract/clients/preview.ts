import { ACCESS_TOKEN_FORMATS, scopeListSchema, z } from '../../model'
import { procedure } from '../procedure'

/** A claim as it would be told, and who put it there. */
const toldClaimSchema = z.object({
  name: z.string(),
  value: z.unknown(),
  /** server: the protocol; scope: released by a scope of the person; client: the client's own; rule: a claim rule. */
  by: z.enum(['server', 'scope', 'request', 'client', 'rule']),
  /** The scope, or the id of the rule. */
  which: z.string().optional(),
  /** The field of the person that was read. */
  field: z.string().optional()
})
export type PreviewedClaim = z.infer<typeof toldClaimSchema>

export const previewSchema = z.object({
  scopes: z.array(
    z.object({
      scope: z.string(),
      granted: z.boolean(),
      /**
       * Why not: client: it isn't in the client's own scope; unknown: the server knows no such scope; admin: for administrators;
       * role: the person has none of `roles`; offline: no refresh token could come of it; refused: the whole request is.
       */
      why: z.enum(['client', 'unknown', 'admin', 'role', 'offline', 'refused']).optional(),
      roles: z.array(z.string()).optional()
    })
  ),
  /** The refusal that the client would be answered; nothing is given then. */
  refusal: z.object({ error: z.string(), error_description: z.string() }).optional(),
  /** Left out: none would be given. */
  id_token: z.array(toldClaimSchema).optional(),
  /** Of an opaque token, what introspection would answer. */
  access_token: z
    .object({ format: z.enum(ACCESS_TOKEN_FORMATS), claims: z.array(toldClaimSchema) })
    .optional(),
  userinfo: z.array(toldClaimSchema).optional()
})
export type Preview = z.infer<typeof previewSchema>

export const preview = {
  /** Users preview their own clients, and nobody but themselves in them. */
  show: procedure('user')
    .route({
      method: 'GET',
      path: '/clients/{client_id}/preview',
      tags: ['Clients'],
      summary: 'What a client would be given, with a person or for itself, and why; nothing is issued'
    })
    .input(
      z.object({
        client_id: z.string().min(1).max(255),
        /** Left out: the client acts for itself. */
        username: z.string().max(254).optional(),
        /** Left out: the client asks for nothing in particular. */
        scope: scopeListSchema.optional()
      })
    )
    .output(previewSchema)
}
