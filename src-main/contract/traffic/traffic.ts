import { z } from '../../model'
import { exchangeSchema } from './exchange'
import { exchangeDetailSchema } from './exchange-detail'
import { procedure } from '../procedure'

export { exchangeSchema, type Exchange } from './exchange'

const tags = ['Traffic']
const filter = z
  .string()
  .max(1000)
  .default('')
  .describe('Such as client:web-spa status:4xx error:invalid_grant user:alice -path:/jwks.json text')
const id = z.coerce.number().int().positive()

/** Some of the exchanges that are kept, newest first. */
const exchangesSchema = z.object({
  items: z.array(exchangeSchema),
  /** How many match, on all pages together. */
  total: z.int().nonnegative(),
  /** The newest exchange of all, whether it matches or not; 0: there is none. Ask `after` it for what came since. */
  latest: z.int().nonnegative()
})
export type Exchanges = z.infer<typeof exchangesSchema>

/** A file to save. */
const fileSchema = z.object({ filename: z.string(), type: z.string(), text: z.string() })
const exported = z.object({ filter, format: z.enum(['har', 'ndjson']).default('har') })

export const traffic = {
  list: procedure('moderator')
    .route({
      method: 'GET',
      path: '/traffic',
      tags,
      summary: 'The latest requests to the protocol endpoints and the sign-in pages, newest first'
    })
    .input(
      z.object({
        filter,
        offset: z.coerce.number().int().nonnegative().default(0),
        limit: z.coerce.number().int().min(1).max(500).default(50),
        /** Only what came after this one. */
        after: z.coerce.number().int().nonnegative().optional(),
        /** Only what came up to this one, so that a list stays as it is while others come. */
        upTo: z.coerce.number().int().nonnegative().optional()
      })
    )
    .output(exchangesSchema),

  /** For tests: answers as soon as something matches, or with nothing when the time is up. */
  wait: procedure('moderator')
    .route({
      method: 'GET',
      path: '/traffic/wait',
      tags,
      summary: 'Waits for a request that matches, and answers as soon as there is one'
    })
    .input(
      z.object({
        filter,
        after: z.coerce.number().int().nonnegative().default(0),
        count: z.coerce.number().int().min(1).max(500).default(1),
        timeoutSeconds: z.coerce.number().min(0).max(60).default(30)
      })
    )
    .output(exchangesSchema),

  get: procedure('moderator')
    .route({
      method: 'GET',
      path: '/traffic/{id}',
      tags,
      summary: 'One exchange in full, with its secrets masked'
    })
    .input(z.object({ id }))
    .output(exchangeDetailSchema),

  /** Says in the audit trail who looked. */
  reveal: procedure('administrator')
    .route({
      method: 'POST',
      path: '/traffic/{id}/reveal',
      tags,
      summary: 'One exchange in full, with its secrets'
    })
    .input(z.object({ id }))
    .output(exchangeDetailSchema),

  bookmark: procedure('moderator')
    .meta({ noted: false })
    .route({
      method: 'POST',
      path: '/traffic/{id}/bookmark',
      tags,
      summary: 'Mark an exchange, or unmark it'
    })
    .input(z.object({ id, bookmarked: z.boolean() }))
    .output(exchangeSchema),

  /** An empty note takes it away. */
  note: procedure('moderator')
    .meta({ noted: false })
    .route({
      method: 'POST',
      path: '/traffic/{id}/note',
      tags,
      summary: 'Write a note beside an exchange'
    })
    .input(z.object({ id, note: z.string().trim().max(500) }))
    .output(exchangeSchema),

  /** The exchange that came of it. */
  replay: procedure('administrator')
    .route({
      method: 'POST',
      path: '/traffic/{id}/replay',
      tags,
      summary: 'Send a GET to this server once more, as it came'
    })
    .input(z.object({ id }))
    .output(exchangeSchema),

  clear: procedure('administrator')
    .route({ method: 'DELETE', path: '/traffic', tags, summary: 'Forget every exchange' })
    .output(z.object({ removed: z.int().nonnegative() })),

  restore: procedure('administrator')
    .route({
      method: 'POST',
      path: '/traffic/restore',
      tags,
      summary: 'Bring back what was forgotten last'
    })
    .output(z.object({ restored: z.int().nonnegative() })),

  export: procedure('moderator')
    .route({
      method: 'GET',
      path: '/traffic/export',
      tags,
      summary: 'The exchanges that match as HAR 1.2 or NDJSON, with their secrets masked'
    })
    .input(exported)
    .output(fileSchema),

  /** Says in the audit trail who took it. */
  exportRevealed: procedure('administrator')
    .route({
      method: 'POST',
      path: '/traffic/export/revealed',
      tags,
      summary: 'The exchanges that match as HAR 1.2 or NDJSON, with their secrets'
    })
    .input(exported)
    .output(fileSchema)
}
