import { z } from '../../model'
import { pageRequest, procedure } from '../procedure'

/** The ranges that can be looked at, in days. */
export const AUTHORIZATION_RANGES = [7, 30, 90] as const

const counts = z.array(z.int().nonnegative())

/** What one client was given, day by day. */
export const clientAuthorizationsSchema = z.object({
  client_id: z.string(),
  /** None: the client is gone. */
  client_name: z.string().optional(),
  owner: z.string().optional(),
  counts,
  total: z.int().nonnegative()
})
export type ClientAuthorizations = z.infer<typeof clientAuthorizationsSchema>

export const authorizationsPerDaySchema = z.object({
  /** Days in UTC, oldest first, such as `2026-11-24`; every list of counts follows them. */
  days: z.array(z.string()),
  /** Over all clients that match, on all pages. */
  totals: counts,
  /** A page of the clients that got anything, most first. */
  items: z.array(clientAuthorizationsSchema),
  /** How many of those there are. */
  total: z.int().nonnegative(),
  /** The busiest clients, and what the others come to where there are more. */
  leading: z.array(clientAuthorizationsSchema),
  others: counts.optional()
})
export type AuthorizationsPerDay = z.infer<typeof authorizationsPerDaySchema>

export const authorizations = {
  perDay: procedure('user')
    .route({
      method: 'GET',
      path: '/authorizations',
      tags: ['Authorizations'],
      summary: 'How often clients were given tokens, day by day; users see their own clients'
    })
    .input(
      pageRequest.extend({
        days: z.coerce.number().pipe(z.literal(AUTHORIZATION_RANGES)).default(7),
        client_id: z.string().max(255).optional(),
        /** Their username. */
        owner: z.string().max(254).optional()
      })
    )
    .output(authorizationsPerDaySchema)
}
