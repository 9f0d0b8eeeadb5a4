import { hasAccess, latestDays, type AuthorizationCount } from '../../model'
import type { Clock, Store } from '../../ports'
import type { PanelBase } from '../access/base'
import { accessOf, type Actor } from '../access/context'
import type { AuthorizationCounts } from './authorization-counts'
import { countsByClient, perDay, rowsOf, searched } from './per-day'

export interface AuthorizationsDependencies {
  readonly store: Pick<Store, 'authorizationCounts' | 'clients'>
  readonly clock: Pick<Clock, 'nowMs'>
  readonly authorizationCounts: Pick<AuthorizationCounts, 'flush'>
}

/** Every procedure of `authorizations`. */
export function createAuthorizations(
  base: PanelBase,
  { store, clock, authorizationCounts }: AuthorizationsDependencies
) {
  /** Moderators see all, users what is of their own clients. */
  async function recordsFor(actor: Actor, months: readonly string[]): Promise<AuthorizationCount[]> {
    const found: (readonly AuthorizationCount[])[] = []
    if (actor.kind !== 'user' || hasAccess(accessOf(actor), 'moderator'))
      for (const month of months) found.push(await store.authorizationCounts.find('month', month))
    else
      for (const { client_id } of await store.clients.find('owner', actor.user.username))
        found.push(await store.authorizationCounts.find('client_id', client_id))
    return found.flat()
  }

  return {
    perDay: base.authorizations.perDay.handler(async ({ input, context }) => {
      await authorizationCounts.flush()
      const days = latestDays(clock.nowMs(), input.days)
      const months = [...new Set(days.map((day) => day.slice(0, 7)))]
      const records = await recordsFor(context.actor, months)
      const rows = await rowsOf(countsByClient(records, days), store.clients)
      return perDay(searched(rows, input), days, input)
    })
  }
}
