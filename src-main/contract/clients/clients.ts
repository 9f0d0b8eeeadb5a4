import {
  CLIENT_AUTHENTICATION_NAMES,
  CLIENT_KINDS,
  clientFields,
  GRANT_TYPES,
  numericDate,
  otherSecretSchema,
  vschar,
  z
} from '../../model'
import { pageOf, pageRequest, procedure } from '../procedure'
import { exchangeSchema } from '../traffic/exchange'
import { listedSessionSchema } from '../people/sessions'

const { client_secret: _secret, other_secrets: _others, ...publicFields } = clientFields

/** A client as lists and pages show it: without its secrets, which have a procedure of their own. */
export const shownClientSchema = z.object({
  ...publicFields,
  hasSecret: z.boolean(),
  /** The secrets that are accepted beside the one that is handed out. */
  otherSecrets: z.array(otherSecretSchema.omit({ client_secret: true })),
  /** The e-mail address of the owner, for whoever sees the clients of others. */
  ownerEmail: z.string().optional()
})
export type ShownClient = z.infer<typeof shownClientSchema>

const {
  client_id: _id,
  client_id_issued_at: _issued,
  other_secrets: _otherSecrets,
  ...editable
} = clientFields

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
const bySecret = byId.extend({ id: z.string().min(1).max(60) })

/** Seconds that an old secret may stay beside its successor at most. */
const LONGEST_OVERLAP = 366 * 86_400

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
        owner: z.string().optional(),
        status: z.enum(['active', 'blocked']).optional(),
        kind: z.enum(CLIENT_KINDS).optional(),
        method: z.enum(CLIENT_AUTHENTICATION_NAMES).optional(),
        grant: z.enum(GRANT_TYPES).optional()
      })
    )
    .output(pageOf(shownClientSchema)),

  get: procedure('user')
    .route({ method: 'GET', path: '/clients/{client_id}', tags: ['Clients'], summary: 'One client' })
    .input(byId)
    .output(shownClientSchema),

  secret: procedure('user')
    .meta({ noted: true })
    .route({
      method: 'GET',
      path: '/clients/{client_id}/secret',
      tags: ['Clients'],
      summary: "A client's secret; with an id one of the others that are accepted beside it"
    })
    .input(bySecret.partial({ id: true }))
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
      summary: 'Make a new secret; the old one is refused from now on, or after an overlap'
    })
    .input(byId.extend({ overlap_seconds: z.coerce.number().int().min(0).max(LONGEST_OVERLAP).default(0) }))
    .output(z.object({ client_secret: z.string() })),

  addSecret: procedure('user')
    .route({
      method: 'POST',
      path: '/clients/{client_id}/secrets',
      successStatus: 201,
      tags: ['Clients'],
      summary: 'Make one more secret, which is accepted beside the others'
    })
    .input(byId.extend({ exp: numericDate.optional() }))
    .output(z.object({ id: z.string(), client_secret: z.string() })),

  endSecret: procedure('user')
    .route({
      method: 'DELETE',
      path: '/clients/{client_id}/secrets/{id}',
      tags: ['Clients'],
      summary: 'Refuse one of the other secrets from now on'
    })
    .input(bySecret)
    .output(shownClientSchema),

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
    .output(z.void()),

  lastUsed: procedure('user')
    .route({
      method: 'GET',
      path: '/clients/last-used',
      tags: ['Clients'],
      summary: 'When each of some clients was last given something'
    })
    .input(z.object({ client_ids: z.array(z.string().max(255)).max(500) }))
    .output(z.record(z.string(), numericDate)),

  sessions: procedure('moderator')
    .route({
      method: 'GET',
      path: '/clients/{client_id}/sessions',
      tags: ['Clients'],
      summary: 'The sign-ins in which it took part, the latest first'
    })
    .input(byId.extend(pageRequest.omit({ search: true }).shape))
    .output(pageOf(listedSessionSchema)),

  endSessions: procedure('moderator')
    .route({
      method: 'DELETE',
      path: '/clients/{client_id}/sessions',
      tags: ['Clients'],
      summary: 'End every sign-in in which it took part, with what was granted there'
    })
    .input(byId)
    .output(z.object({ ended: z.int() })),

  activity: procedure('user')
    .route({
      method: 'GET',
      path: '/clients/{client_id}/activity',
      tags: ['Clients'],
      summary: 'Its latest requests to the protocol endpoints, newest first'
    })
    .input(byId.extend({ limit: z.coerce.number().int().min(1).max(200).default(50) }))
    .output(z.array(exchangeSchema))
}
