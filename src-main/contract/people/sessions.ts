import { z } from '../../model'
import { pageOf, pageRequest, procedure } from '../procedure'
import { openSessionSchema, signInEntrySchema } from './user-fields'

/** Whose it is, as far as they still have an account. */
export const personSchema = z.object({
  username: z.string(),
  name: z.string().optional(),
  email: z.string().optional(),
  picture: z.string().optional()
})
export type Person = z.infer<typeof personSchema>

/** A client by the name that people know it by; without a name it is gone. */
export const namedClientSchema = z.object({ client_id: z.string(), client_name: z.string().optional() })
export type NamedClient = z.infer<typeof namedClientSchema>

export const listedSessionSchema = openSessionSchema.extend({
  user: personSchema.optional(),
  clients: z.array(namedClientSchema),
  /** Whether it is the one that asks. */
  current: z.boolean()
})
export type ListedSession = z.infer<typeof listedSessionSchema>

export const listedSignInSchema = signInEntrySchema.extend({
  user: personSchema.optional(),
  /** The client that they signed in for; none: the panel. */
  client: namedClientSchema.optional()
})
export type ListedSignIn = z.infer<typeof listedSignInSchema>

const { kind } = openSessionSchema.shape
const descending = z.stringbool().or(z.boolean()).default(true)

export const sessions = {
  list: procedure('moderator')
    .route({
      method: 'GET',
      path: '/sessions',
      tags: ['Sessions'],
      summary: 'Open sessions, a page at a time: sign-ins for clients, or of the panel'
    })
    .input(
      pageRequest.extend({
        kind: kind.default('sign_in'),
        sort: z.enum(['createdAt', 'lastSeenAt']).default('lastSeenAt'),
        descending
      })
    )
    .output(pageOf(listedSessionSchema)),

  signIns: procedure('moderator')
    .route({
      method: 'GET',
      path: '/sign-ins',
      tags: ['Sessions'],
      summary: 'The latest sign-ins of everybody, newest first'
    })
    .input(pageRequest)
    .output(pageOf(listedSignInSchema)),

  end: procedure('moderator')
    .route({
      method: 'DELETE',
      path: '/sessions/{kind}/{id}',
      tags: ['Sessions'],
      summary: 'End a session with what was granted in it, and tell its clients'
    })
    .input(z.object({ kind, id: z.string().min(1).max(100) }))
    .output(z.void()),

  endAll: procedure('moderator')
    .route({
      method: 'DELETE',
      path: '/sessions/{kind}',
      tags: ['Sessions'],
      summary: 'End all sessions of a kind; the one that asks goes on'
    })
    .input(z.object({ kind }))
    .output(z.object({ ended: z.int() }))
}
