import { hasAccess } from '../../model'
import type { PanelBase } from '../access/base'
import { accessOf } from '../access/context'
import { createListedSessions } from '../sessions'
import type { ClientsDependencies } from './clients-dependencies'
import { createLastUses } from './last-uses'

/** Exchanges that are looked through for those of one client. */
const LOOKED_THROUGH = 1_000
/** Sessions that are ended together: each may have clients to tell. */
const ENDED_AT_ONCE = 100

/** What a client did lately, and the sign-ins in which it took part. */
export function activityProcedures(base: PanelBase, dependencies: ClientsDependencies) {
  return { ...sessionProcedures(base, dependencies), ...useProcedures(base, dependencies) }
}

function sessionProcedures(base: PanelBase, { store, clock, rights, accounts }: ClientsDependencies) {
  const listed = createListedSessions({ store, clock })
  const where = (client_id: string) => ({ index: 'client_id', value: client_id }) as const

  return {
    sessions: base.clients.sessions.handler(async ({ input, context }) => {
      const { client_id, offset, limit } = input
      await rights.requireSeen(context.actor, client_id)
      const sort = { by: 'lastSeenAt', descending: true } as const
      const request = { where: where(client_id), sort, offset, limit }
      const { items, total } = await store.signInSessions.list(request)
      return { items: await Promise.all(items.map(listed.ofSignIn)), total }
    }),

    endSessions: base.clients.endSessions.handler(async ({ input, context }) => {
      await rights.requireSeen(context.actor, input.client_id)
      const sessions = await store.signInSessions.find('client_id', input.client_id)
      for (let at = 0; at < sessions.length; at += ENDED_AT_ONCE)
        await Promise.all(
          sessions.slice(at, at + ENDED_AT_ONCE).map(({ id }) => accounts.endSignInSession(id))
        )
      return { ended: sessions.length }
    })
  }
}

function useProcedures(base: PanelBase, { store, rights, inspector }: ClientsDependencies) {
  const lastUses = createLastUses({ store, inspector })

  return {
    activity: base.clients.activity.handler(async ({ input, context }) => {
      await rights.requireSeen(context.actor, input.client_id)
      return inspector
        .list(LOOKED_THROUGH)
        .filter(({ client_id }) => client_id === input.client_id)
        .slice(0, input.limit)
    }),

    lastUsed: base.clients.lastUsed.handler(async ({ input, context }) => {
      const seesAll = hasAccess(accessOf(context.actor), 'moderator')
      const username = context.actor.kind === 'user' ? context.actor.user.username : undefined
      const moments: Record<string, number> = {}
      for (const client_id of new Set(input.client_ids)) {
        const client = await store.clients.get(client_id)
        if (!client || !(seesAll || client.owner === username)) continue
        const moment = await lastUses.of(client_id)
        if (moment !== undefined) moments[client_id] = moment
      }
      return moments
    })
  }
}
