import { claimNameSchema, roleSchema, scopeSchema, z } from '../../model'
import { pageOf, pageRequest, procedure } from '../procedure'

/** A scope with what hangs on it. */
export const shownScopeSchema = scopeSchema.extend({
  /** It is one of OpenID Connect, or `admin`: always known, and not to be removed. */
  builtIn: z.boolean(),
  /** The claims that the specification has it release, beside those that are written down here. */
  standardClaims: z.array(z.string()),
  /** Clients in whose own scope it stands. */
  clients: z.int().nonnegative()
})
export type ShownScope = z.infer<typeof shownScopeSchema>

/** What may be said of a scope. */
const fields = {
  description: scopeSchema.shape.description.removeDefault(),
  claims: z.array(claimNameSchema).max(50),
  roles: z.array(roleSchema.shape.name).max(50)
}

const byName = z.object({ name: scopeSchema.shape.name })

export const newScopeSchema = z.strictObject({
  name: scopeSchema.shape.name,
  description: fields.description.default(''),
  claims: fields.claims.default([]),
  roles: fields.roles.default([])
})

export const scopes = {
  list: procedure('user')
    .route({
      method: 'GET',
      path: '/scopes',
      tags: ['Scopes'],
      summary: 'Scopes, a page at a time, the built-in ones first'
    })
    .input(pageRequest)
    .output(pageOf(shownScopeSchema)),

  usage: procedure('moderator')
    .route({
      method: 'GET',
      path: '/scopes/{name}/usage',
      tags: ['Scopes'],
      summary: 'Which clients, claims and resources use a scope'
    })
    .input(byName)
    .output(
      z.object({
        clients: z.object({ total: z.int().nonnegative(), first: z.array(z.string()) }),
        /** Claim rules that it triggers, by id. */
        claims: z.array(z.string()),
        /** Resources of the settings that name it. */
        resources: z.array(z.string())
      })
    ),

  create: procedure('administrator')
    .route({ method: 'POST', path: '/scopes', successStatus: 201, tags: ['Scopes'], summary: 'Add a scope' })
    .input(newScopeSchema)
    .output(shownScopeSchema),

  update: procedure('administrator')
    .route({
      method: 'PATCH',
      path: '/scopes/{name}',
      inputStructure: 'detailed',
      tags: ['Scopes'],
      summary: 'Replace the fields that are named'
    })
    .input(z.object({ params: byName, body: z.strictObject(fields).partial() }))
    .output(shownScopeSchema),

  remove: procedure('administrator')
    .route({
      method: 'DELETE',
      path: '/scopes/{name}',
      tags: ['Scopes'],
      summary: 'Remove a scope; one in use only when it is taken from every client first (detach)'
    })
    .input(byName.extend({ detach: z.stringbool().or(z.boolean()).default(false) }))
    .output(z.void())
}
