import { passwordSchema, userSchema, z } from '../../model'
import { fieldChanges } from '../field-changes'
import { pageOf, pageRequest, procedure } from '../procedure'
import { listedSessionSchema, listedSignInSchema, namedClientSchema } from './sessions'
import { openSessionSchema } from './user-fields'

const { name, given_name, family_name, preferred_username, picture } = userSchema.shape

/** What people may change about themselves; `null` takes a field away. */
export const ownChangesSchema = z.strictObject(
  fieldChanges({ name, given_name, family_name, preferred_username, picture })
)
export type OwnChanges = z.input<typeof ownChangesSchema>

export const ownAccountSchema = userSchema
  .pick({
    username: true,
    email: true,
    email_verified: true,
    name: true,
    given_name: true,
    family_name: true,
    preferred_username: true,
    picture: true,
    roles: true
  })
  .extend({
    /** Whether people may delete their account; it is a setting. */
    mayDelete: z.boolean(),
    /** Own clients, and clients that were let have something. */
    clients: z.int().nonnegative(),
    consents: z.int().nonnegative()
  })
export type OwnAccount = z.infer<typeof ownAccountSchema>

export const givenConsentSchema = namedClientSchema.extend({
  logo: z.string().optional(),
  /** The scopes that were granted. */
  scopes: z.array(z.string()),
  /** Claims that were asked for by name. */
  claims: z.array(z.string()),
  /** Seconds since 1970. */
  given_at: z.number()
})
export type GivenConsent = z.infer<typeof givenConsentSchema>

const goesWithAccountSchema = z.object({
  /** The first of one's own clients, by name. */
  clients: z.array(namedClientSchema),
  clientCount: z.int().nonnegative(),
  consents: z.int().nonnegative()
})
export type GoesWithAccount = z.infer<typeof goesWithAccountSchema>

const { kind } = openSessionSchema.shape
const password = z.string().min(1).max(1000)

const looking = {
  get: procedure('user')
    .route({ method: 'GET', path: '/account', tags: ['Account'], summary: 'The account of whoever asks' })
    .output(ownAccountSchema),

  signIns: procedure('user')
    .route({
      method: 'GET',
      path: '/account/sign-ins',
      tags: ['Account'],
      summary: "One's latest sign-ins, newest first"
    })
    .input(pageRequest)
    .output(pageOf(listedSignInSchema)),

  sessions: procedure('user')
    .route({ method: 'GET', path: '/account/sessions', tags: ['Account'], summary: "One's open sessions" })
    .output(z.array(listedSessionSchema)),

  consents: procedure('user')
    .route({
      method: 'GET',
      path: '/account/consents',
      tags: ['Account'],
      summary: 'What one lets clients have, the latest first'
    })
    .output(z.array(givenConsentSchema)),

  belongings: procedure('user')
    .route({
      method: 'GET',
      path: '/account/belongings',
      tags: ['Account'],
      summary: 'What would go with the account'
    })
    .output(goesWithAccountSchema)
}

const changing = {
  update: procedure('user')
    .route({
      method: 'PATCH',
      path: '/account',
      tags: ['Account'],
      summary: 'Replace the fields that are named'
    })
    .input(ownChangesSchema)
    .output(ownAccountSchema),

  changePassword: procedure('user')
    .route({
      method: 'PUT',
      path: '/account/password',
      tags: ['Account'],
      summary: 'Change the password of whoever asks'
    })
    .input(z.object({ currentPassword: password, newPassword: passwordSchema }))
    .output(z.void()),

  endSession: procedure('user')
    .route({
      method: 'DELETE',
      path: '/account/sessions/{kind}/{id}',
      tags: ['Account'],
      summary: "End one of one's own sessions"
    })
    .input(z.object({ kind, id: z.string().min(1).max(100) }))
    .output(z.void()),

  endOtherSessions: procedure('user')
    .route({
      method: 'DELETE',
      path: '/account/sessions',
      tags: ['Account'],
      summary: "End all of one's own sessions but the one that asks"
    })
    .output(z.object({ ended: z.int() })),

  withdrawConsent: procedure('user')
    .route({
      method: 'DELETE',
      path: '/account/consents/{client_id}',
      tags: ['Account'],
      summary: 'Take back what a client was let have; its tokens die'
    })
    .input(z.object({ client_id: z.string().min(1).max(255) }))
    .output(z.void()),

  remove: procedure('user')
    .route({
      method: 'POST',
      path: '/account/removal',
      tags: ['Account'],
      summary: "Delete one's own account with everything that belongs to it"
    })
    .input(z.object({ password }))
    .output(z.void())
}

export const account = { ...looking, ...changing }
