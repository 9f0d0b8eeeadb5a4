import { CLAIM_PLACES, CLAIM_TYPES, claimRuleFields, scopeTokenSchema, vschar, z } from '../../model'
import { pageOf, pageRequest, procedure } from '../procedure'

const { id: _id, ...fields } = claimRuleFields

/** A claim rule as the panel shows it. */
export const shownClaimSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  value: z.unknown().optional(),
  template: z.unknown().optional(),
  type: z.enum(CLAIM_TYPES).optional(),
  places: z.array(z.enum(CLAIM_PLACES)),
  scope: z.string().optional(),
  client_id: z.string().optional()
})
export type ShownClaim = z.infer<typeof shownClaimSchema>

/** What may be said of a new rule; its id is made of its name where it is left out. */
export const newClaimSchema = z.strictObject(claimRuleFields)
export type NewClaim = z.input<typeof newClaimSchema>

const byId = z.object({ id: z.string().min(1).max(200) })

/** A change names the fields that it replaces; `null` takes one away. */
const changes = z.strictObject({
  name: fields.name.optional(),
  description: fields.description.removeDefault().optional(),
  value: fields.value.nullable(),
  template: fields.template.nullable(),
  type: fields.type.nullable(),
  places: fields.places.removeDefault().optional(),
  scope: scopeTokenSchema.nullish(),
  client_id: vschar('client_id').nullish()
})

export const claims = {
  list: procedure('moderator')
    .route({ method: 'GET', path: '/claims', tags: ['Claims'], summary: 'Claim rules, a page at a time' })
    .input(
      pageRequest.extend({
        /** Those for this client alone. */
        client_id: z.string().optional(),
        scope: z.string().optional(),
        place: z.enum(CLAIM_PLACES).optional()
      })
    )
    .output(pageOf(shownClaimSchema)),

  get: procedure('moderator')
    .route({ method: 'GET', path: '/claims/{id}', tags: ['Claims'], summary: 'One claim rule' })
    .input(byId)
    .output(shownClaimSchema),

  create: procedure('administrator')
    .route({
      method: 'POST',
      path: '/claims',
      successStatus: 201,
      tags: ['Claims'],
      summary: 'Put a claim into tokens and answers from now on'
    })
    .input(newClaimSchema)
    .output(shownClaimSchema),

  update: procedure('administrator')
    .route({
      method: 'PATCH',
      path: '/claims/{id}',
      inputStructure: 'detailed',
      tags: ['Claims'],
      summary: 'Replace the fields that are named; null takes one away'
    })
    .input(z.object({ params: byId, body: changes }))
    .output(shownClaimSchema),

  remove: procedure('administrator')
    .route({ method: 'DELETE', path: '/claims/{id}', tags: ['Claims'], summary: 'Remove a claim rule' })
    .input(byId)
    .output(z.void())
}
