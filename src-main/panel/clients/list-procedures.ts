import { hasAccess } from '../../model'
import type { PanelBase } from '../base'
import { accessOf, type Actor } from '../context'
import type { ClientsDependencies } from './clients-dependencies'
import { shownClient } from './shown-client'

/** Looking at clients. */
export function listProcedures(base: PanelBase, { store, rights }: ClientsDependencies) {
  return {
    list: base.clients.list.handler(async ({ input, context }) => {
      const { search, offset, limit, sort, descending } = input
      const owner = visibleOwner(context.actor, input.owner)
      const page = await store.clients.list({
        ...(search?.trim() ? { search: search.trim() } : {}),
        ...(owner === undefined ? {} : { where: { index: 'owner', value: owner } }),
        sort: { by: sort, descending },
        offset,
        limit
      })
      return { items: page.items.map(shownClient), total: page.total }
    }),

    get: base.clients.get.handler(async ({ input, context }) =>
      shownClient(await rights.requireSeen(context.actor, input.client_id))
    ),

    secret: base.clients.secret.handler(async ({ input, context }) => {
      const { client_secret } = await rights.requireOwn(context.actor, input.client_id)
      return client_secret === undefined ? {} : { client_secret }
    })
  }
}

/** Users see their own clients, whatever they ask for. */
function visibleOwner(actor: Actor, asked: string | undefined): string | undefined {
  return actor.kind === 'user' && !hasAccess(accessOf(actor), 'moderator') ? actor.user.username : asked
}
