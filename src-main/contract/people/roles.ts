import { roleSchema, z } from '../../model'
import { pageOf, pageRequest, procedure } from '../procedure'

/** Who or what leans on a role or a scope; of many, the first few by name. */
const users = z.object({ total: z.int().nonnegative(), first: z.array(z.string()) })

/** A role with what hangs on it. */
export const shownRoleSchema = roleSchema.extend({
  /** Every server has it, so that it can't be removed. */
  builtIn: z.boolean(),
  members: z.int().nonnegative(),
  /** The scopes that only people with this role, or another that the scope names, can give. */
  scopes: z.array(z.string()),
  /** Clients in whose own scope it stands. */
  clients: z.int().nonnegative()
})
export type ShownRole = z.infer<typeof shownRoleSchema>

const byName = z.object({ name: roleSchema.shape.name })

export const roles = {
  list: procedure('moderator')
    .route({ method: 'GET', path: '/roles', tags: ['Roles'], summary: 'Roles, a page at a time' })
    .input(pageRequest.extend({ descending: z.stringbool().or(z.boolean()).default(false) }))
    .output(pageOf(shownRoleSchema)),

  usage: procedure('moderator')
    .route({
      method: 'GET',
      path: '/roles/{name}/usage',
      tags: ['Roles'],
      summary: 'Who and what uses a role'
    })
    .input(byName)
    .output(z.object({ members: users, scopes: z.array(z.string()), clients: users })),

  create: procedure('administrator')
    .route({ method: 'POST', path: '/roles', successStatus: 201, tags: ['Roles'], summary: 'Add a role' })
    .input(roleSchema)
    .output(shownRoleSchema),

  update: procedure('administrator')
    .route({
      method: 'PATCH',
      path: '/roles/{name}',
      inputStructure: 'detailed',
      tags: ['Roles'],
      summary: 'Describe a role anew'
    })
    .input(
      z.object({
        params: byName,
        body: z.strictObject({ description: roleSchema.shape.description.removeDefault() })
      })
    )
    .output(shownRoleSchema),

  remove: procedure('administrator')
    .route({
      method: 'DELETE',
      path: '/roles/{name}',
      tags: ['Roles'],
      summary:
        'Remove a role; one in use only when it is taken from everybody and every client first (detach)'
    })
    .input(byName.extend({ detach: z.stringbool().or(z.boolean()).default(false) }))
    .output(z.void())
}
