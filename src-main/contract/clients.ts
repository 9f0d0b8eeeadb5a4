import { clientFields, vschar, z } from '../model'
import { pageOf, pageRequest, procedure } from './procedure'

const { client_secret: _secret, ...publicFields } = clientFields

/** A client as lists and pages show it: without its secret, which has a procedure of its own. */
export const shownClientSchema = z.object({ ...publicFields, hasSecret: z.boolean() })
export type ShownClient = z.infer<typeof shownClientSchema>

const { client_id: _id, client_id_issued_at: _issued, ...editable } = clientFields

/**
 * What may be said of a new client: everything; an id and a secret are made where they are left out, and the grants that
 * are left out depend on the method, so they have no default here.
 */
export const newClientSchema = z.strictObject({
  ...editable,
  grant_types: editable.grant_types.removeDefault().optional(),
  client_id: vschar('client_id').optional()
})
export type NewClient = z.input<typeof newClientSchema>

/** A change names the fields that it replaces; `null` takes one away. */
const { client_secret: _noSecret, blocked: _noBlock, ...changeable } = editable
export const clientChangesSchema = z.strictObject(
  Object.fromEntries(
    Object.entries(changeable).map(([name, field]) => [name, bare(field).nullable().optional()])
  ) as {
    [Name in keyof typeof changeable]: z.ZodOptional<
      z.ZodNullable<z.ZodType<z.output<(typeof changeable)[Name]>>>
    >
  }
)
export type ClientChanges = z.input<typeof clientChangesSchema>

function bare(field: z.ZodType): z.ZodType {
  if (field instanceof z.ZodDefault || field instanceof z.ZodOptional)
    return bare(field.def.innerType as z.ZodType)
  return field
}

const byId = z.object({ client_id: z.string().min(1).max(255) })
const withSecret = z.object({ client: shownClientSchema, client_secret: z.string().optional() })

export const clients = {
  list: procedure('user')
    .route({
      method: 'GET',
      path: '/clients',
      tags: ['Clients'],
      summary: 'Clients, a page at a time; users see their own'
    })
    .input(
      pageRequest.extend({
        sort: z
          .enum(['client_name', 'client_id', 'client_id_issued_at', 'token_endpoint_auth_method'])
          .default('client_name'),
        descending: z.stringbool().or(z.boolean()).default(false),
        /** Their username. */
        owner: z.string().optional()
      })
    )
    .output(pageOf(shownClientSchema)),

  get: procedure('user')
    .route({ method: 'GET', path: '/clients/{client_id}', tags: ['Clients'], summary: 'One client' })
    .input(byId)
    .output(shownClientSchema),

  secret: procedure('user')
    .route({
      method: 'GET',
      path: '/clients/{client_id}/secret',
      tags: ['Clients'],
      summary: "A client's secret"
    })
    .input(byId)
    .output(z.object({ client_secret: z.string().optional() })),

  create: procedure('user')
    .route({
      method: 'POST',
      path: '/clients',
      successStatus: 201,
      tags: ['Clients'],
      summary: 'Register a client; the answer carries its secret'
    })
    .input(newClientSchema)
    .output(withSecret),

  update: procedure('user')
    .route({
      method: 'PATCH',
      path: '/clients/{client_id}',
      inputStructure: 'detailed',
      tags: ['Clients'],
      summary: 'Replace the fields that are named'
    })
    .input(z.object({ params: byId, body: clientChangesSchema }))
    .output(withSecret),

  rotateSecret: procedure('user')
    .route({
      method: 'POST',
      path: '/clients/{client_id}/secret',
      tags: ['Clients'],
      summary: 'Make a new secret; the old one is refused from now on'
    })
    .input(byId)
    .output(z.object({ client_secret: z.string() })),

  block: procedure('moderator')
    .route({
      method: 'POST',
      path: '/clients/{client_id}/block',
      tags: ['Clients'],
      summary: 'Refuse everything it asks for and its tokens'
    })
    .input(byId)
    .output(shownClientSchema),

  unblock: procedure('moderator')
    .route({
      method: 'POST',
      path: '/clients/{client_id}/unblock',
      tags: ['Clients'],
      summary: 'Let it ask again'
    })
    .input(byId)
    .output(shownClientSchema),

  remove: procedure('user')
    .route({
      method: 'DELETE',
      path: '/clients/{client_id}',
      tags: ['Clients'],
      summary: 'Remove a client and its tokens'
    })
    .input(byId)
    .output(z.void())
}
