import { z } from '../../model'
import { pageOf, procedure } from '../procedure'

const tags = ['Audit']

/** Something that was done, by whom, to what. */
export const auditEventSchema = z.object({
  id: z.string(),
  /** A procedure, such as `clients.update`, or `sign-in.succeeded`, `sign-in.failed`. */
  event: z.string(),
  outcome: z.enum(['done', 'refused']),
  /** Milliseconds since 1970. */
  at: z.number(),
  actor: z.object({ kind: z.enum(['local', 'user', 'client', 'nobody']), name: z.string().optional() }),
  username: z.string().optional(),
  client_id: z.string().optional(),
  object: z.string().optional(),
  /** Names of the fields that were given; never their values. */
  fields: z.array(z.string()).readonly().optional(),
  problem: z.string().optional(),
  ip: z.string().optional()
})
export type ShownAuditEvent = z.infer<typeof auditEventSchema>

const moment = z.coerce.number().int().nonnegative()

export const audit = {
  list: procedure('moderator')
    .route({ method: 'GET', path: '/audit', tags, summary: 'What was done and by whom, newest first' })
    .input(
      z.object({
        /** Whole names, or the part before the dot. */
        event: z.string().max(100).optional(),
        /** Who did it, or to whom it was done. */
        user: z.string().max(254).optional(),
        client: z.string().max(255).optional(),
        outcome: z.enum(['done', 'refused']).optional(),
        /** Milliseconds since 1970. */
        from: moment.optional(),
        to: moment.optional(),
        offset: moment.default(0),
        limit: z.coerce.number().int().min(1).max(500).default(50)
      })
    )
    .output(pageOf(auditEventSchema)),

  /** For a filter: the events that there are. */
  events: procedure('moderator')
    .route({ method: 'GET', path: '/audit/events', tags, summary: 'The kinds of events that were recorded' })
    .output(z.array(z.string()))
}
