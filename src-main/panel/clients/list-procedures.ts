import type { ShownClient } from '../../contract'
import { hasAccess, type Client } from '../../model'
import type { Condition } from '../../ports'
import type { PanelBase } from '../access/base'
import { accessOf, type Actor } from '../access/context'
import type { ClientsDependencies } from './clients-dependencies'
import { shownClient } from './shown-client'

const FILTERS = ['owner', 'status', 'kind', 'method', 'grant'] as const

/** Looking at clients. */
export function listProcedures(base: PanelBase, { store, rights }: ClientsDependencies) {
  /** The e-mail address of the owner is for those who see the clients of others. */
  async function shownTo(actor: Actor, client: Client): Promise<ShownClient> {
    const shown = shownClient(client)
    if (client.owner === undefined || !seesAll(actor)) return shown
    const ownerEmail = (await store.users.get(client.owner))?.email
    return { ...shown, ...(ownerEmail === undefined ? {} : { ownerEmail }) }
  }

  return {
    list: base.clients.list.handler(async ({ input, context }) => {
      const { search, offset, limit, sort, descending } = input
      const asked = { ...input, owner: visibleOwner(context.actor, input.owner) }
      const where = FILTERS.flatMap((index): Condition<'clients'>[] => {
        const value = asked[index]
        return value === undefined ? [] : [{ index, value }]
      })
      const page = await store.clients.list({
        ...(search?.trim() ? { search: search.trim() } : {}),
        where,
        sort: { by: sort, descending },
        offset,
        limit
      })
      const items = await Promise.all(page.items.map((client) => shownTo(context.actor, client)))
      return { items, total: page.total }
    }),

    get: base.clients.get.handler(async ({ input, context }) =>
      shownTo(context.actor, await rights.requireSeen(context.actor, input.client_id))
    )
  }
}

const seesAll = (actor: Actor) => hasAccess(accessOf(actor), 'moderator')

/** Users see their own clients, whatever they ask for. */
function visibleOwner(actor: Actor, asked: string | undefined): string | undefined {
  return actor.kind === 'user' && !seesAll(actor) ? actor.user.username : asked
}
