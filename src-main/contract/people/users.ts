import { passwordSchema, roleSchema, z } from '../../model'
import { pageOf, pageRequest, procedure } from '../procedure'
import { belongingsSchema, newUserSchema, shownUserSchema, userChangesSchema } from './user-fields'
import { listedSessionSchema, listedSignInSchema } from './sessions'

/** The user name; an e-mail address that nobody else has means the same person. */
const byName = z.object({ username: z.string().min(1).max(254) })

export const USER_BULK_ACTIONS = ['block', 'unblock', 'remove'] as const

const looking = {
  list: procedure('moderator')
    .route({ method: 'GET', path: '/users', tags: ['Users'], summary: 'People, a page at a time' })
    .input(
      pageRequest.extend({
        sort: z.enum(['username', 'name', 'email', 'last_sign_in']).default('username'),
        descending: z.stringbool().or(z.boolean()).default(false),
        /** Only those whom the panel lets do more than others: all of them, or those of one level. */
        access: z.enum(['elevated', 'moderator', 'administrator']).optional(),
        role: z.string().max(100).optional(),
        blocked: z.stringbool().or(z.boolean()).optional()
      })
    )
    .output(pageOf(shownUserSchema)),

  get: procedure('moderator')
    .route({ method: 'GET', path: '/users/{username}', tags: ['Users'], summary: 'One person' })
    .input(byName)
    .output(shownUserSchema),

  belongings: procedure('moderator')
    .route({
      method: 'GET',
      path: '/users/{username}/belongings',
      tags: ['Users'],
      summary: 'What would go with their account'
    })
    .input(byName)
    .output(belongingsSchema),

  sessions: procedure('moderator')
    .route({
      method: 'GET',
      path: '/users/{username}/sessions',
      tags: ['Users'],
      summary: 'What they have open: sessions of the panel and sign-ins for clients'
    })
    .input(byName)
    .output(z.array(listedSessionSchema)),

  signIns: procedure('moderator')
    .route({
      method: 'GET',
      path: '/users/{username}/sign-ins',
      tags: ['Users'],
      summary: 'Their latest sign-ins, newest first'
    })
    .input(byName)
    .output(z.array(listedSignInSchema)),

  assignableRoles: procedure('moderator')
    .route({
      method: 'GET',
      path: '/assignable-roles',
      tags: ['Users'],
      summary: 'The roles that people can be given'
    })
    .input(pageRequest)
    .output(pageOf(roleSchema))
}

const changing = {
  create: procedure('administrator')
    .route({
      method: 'POST',
      path: '/users',
      successStatus: 201,
      tags: ['Users'],
      summary: 'Make an account'
    })
    .input(newUserSchema)
    .output(shownUserSchema),

  update: procedure('administrator')
    .route({
      method: 'PATCH',
      path: '/users/{username}',
      inputStructure: 'detailed',
      tags: ['Users'],
      summary: 'Replace the fields that are named; null takes one away'
    })
    .input(z.object({ params: byName, body: userChangesSchema }))
    .output(shownUserSchema),

  setPassword: procedure('administrator')
    .route({
      method: 'PUT',
      path: '/users/{username}/password',
      tags: ['Users'],
      summary: 'Give a user a new password; their sessions end'
    })
    .input(byName.extend({ password: passwordSchema }))
    .output(z.void()),

  remove: procedure('administrator')
    .route({
      method: 'DELETE',
      path: '/users/{username}',
      tags: ['Users'],
      summary: 'Remove an account with its clients, consents, sessions and tokens'
    })
    .input(byName)
    .output(z.void())
}

/** What moderators do too, though not with administrators. */
const guarding = {
  block: procedure('moderator')
    .route({
      method: 'POST',
      path: '/users/{username}/block',
      tags: ['Users'],
      summary: 'Refuse their sign-ins; what they have open ends'
    })
    .input(byName)
    .output(shownUserSchema),

  unblock: procedure('moderator')
    .route({
      method: 'POST',
      path: '/users/{username}/unblock',
      tags: ['Users'],
      summary: 'Let them sign in again'
    })
    .input(byName)
    .output(shownUserSchema),

  bulk: procedure('moderator')
    .route({
      method: 'POST',
      path: '/users/bulk',
      tags: ['Users'],
      summary: 'Block, unblock or remove several; each is done or refused for itself'
    })
    .input(
      z.object({
        action: z.enum(USER_BULK_ACTIONS),
        usernames: z.array(byName.shape.username).min(1).max(200)
      })
    )
    .output(
      z.object({
        done: z.array(z.string()),
        refused: z.array(z.object({ username: z.string(), message: z.string() }))
      })
    ),

  endSession: procedure('moderator')
    .route({
      method: 'DELETE',
      path: '/users/{username}/sessions/{id}',
      tags: ['Users'],
      summary: 'End one of their sessions'
    })
    .input(byName.extend({ id: z.string().min(1).max(100) }))
    .output(z.void()),

  endSessions: procedure('moderator')
    .route({
      method: 'DELETE',
      path: '/users/{username}/sessions',
      tags: ['Users'],
      summary: 'End everything that they have open, tokens included'
    })
    .input(byName)
    .output(z.object({ ended: z.int() }))
}

export const users = { ...looking, ...changing, ...guarding }
