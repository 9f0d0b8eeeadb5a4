import { z } from '../model'
import { procedure } from './procedure'

/** A request to a protocol endpoint and how it ended, without its secrets. */
export const exchangeSchema = z.object({
  id: z.int(),
  /** Milliseconds since 1970. */
  at: z.number(),
  method: z.string(),
  path: z.string(),
  client_id: z.string().optional(),
  grant_type: z.string().optional(),
  status: z.int(),
  error: z.string().optional(),
  error_description: z.string().optional(),
  /** The rule that refused it. */
  reason: z.string().optional(),
  durationMs: z.number()
})
export type Exchange = z.infer<typeof exchangeSchema>

export const traffic = {
  list: procedure('moderator')
    .route({
      method: 'GET',
      path: '/traffic',
      tags: ['Traffic'],
      summary: 'The latest requests to the protocol endpoints, newest first'
    })
    .input(z.object({ limit: z.coerce.number().int().min(1).max(500).default(50) }))
    .output(z.array(exchangeSchema))
}
