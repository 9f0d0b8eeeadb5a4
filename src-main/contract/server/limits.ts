import { z } from '../../model'
import { procedure } from '../procedure'

/** The highest use of a limit at this moment, and whose it is. */
export const peakSchema = z.object({
  count: z.int().nonnegative(),
  /** Left out where nobody uses any of it. */
  of: z.object({ id: z.string(), name: z.string() }).optional()
})
export type Peak = z.infer<typeof peakSchema>

/** Limits whose use can be counted, by the names that they have in `settings.limits`. */
export const COUNTED_LIMITS = [
  'tokens_per_client',
  'tokens_per_user',
  'codes_per_user',
  'clients_per_user',
  'sign_in_attempts'
] as const
export type CountedLimit = (typeof COUNTED_LIMITS)[number]

/** Lifetimes that a client can have of its own. */
export const LIMITED_LIFETIMES = ['access_token', 'refresh_token', 'id_token'] as const
export type LimitedLifetime = (typeof LIMITED_LIFETIMES)[number]

export const limitUsageSchema = z.object({
  peaks: z.record(z.enum(COUNTED_LIMITS), peakSchema),
  /** How many clients have a lifetime of their own, which stands before the server's. */
  ownLifetimes: z.record(z.enum(LIMITED_LIFETIMES), z.int().nonnegative())
})
export type LimitUsage = z.infer<typeof limitUsageSchema>

export const limits = {
  usage: procedure('moderator')
    .route({
      method: 'GET',
      path: '/limits/usage',
      tags: ['Limits'],
      summary: 'How close anybody is to each limit'
    })
    .output(limitUsageSchema)
}
