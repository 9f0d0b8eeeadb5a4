import type { IndexOf } from '../../ports'
import type { PanelBase } from '../access/base'
import { createListedSessions } from '../sessions'
import { openSessionsOf } from './open-sessions'
import { shownUser } from './shown-user'
import type { UsersDependencies } from './users-dependencies'

/** Names of clients that are told before an account goes. */
const NAMES_TOLD = 5

/** Looking at people and at what is theirs. */
export function listProcedures(base: PanelBase, dependencies: UsersDependencies) {
  const { store, rights, accounts, lastSignIns } = dependencies
  const listed = createListedSessions(dependencies)
  return {
    list: base.users.list.handler(async ({ input }) => {
      const { search, offset, limit, sort, descending } = input
      const page = await store.users.list({
        ...(search?.trim() ? { search: search.trim() } : {}),
        where: conditionsOf(input),
        sort: {
          descending,
          ...(sort === 'last_sign_in' ? { by: 'username', behind: await lastSignIns.names() } : { by: sort })
        },
        offset,
        limit
      })
      return {
        items: await Promise.all(page.items.map((user) => shownUser(store, user))),
        total: page.total
      }
    }),

    get: base.users.get.handler(async ({ input }) =>
      shownUser(store, await rights.requireUser(input.username))
    ),

    belongings: base.users.belongings.handler(async ({ input }) => {
      const user = await rights.requireUser(input.username)
      const { clients, consents } = await accounts.goesWithAccount(user.username)
      return {
        clients: clients.length,
        clientNames: clients
          .slice(0, NAMES_TOLD)
          .map(({ client_id, client_name }) => client_name || client_id),
        consents,
        sessions: (await openSessionsOf({ store, listed }, user)).length
      }
    }),

    sessions: base.users.sessions.handler(async ({ input, context }) =>
      openSessionsOf(
        { store, listed },
        await rights.requireUser(input.username),
        context.browserSession?.sessionId
      )
    ),

    signIns: base.users.signIns.handler(async ({ input }) => {
      const { sub } = await rights.requireUser(input.username)
      const records = sub === undefined ? [] : await store.signInRecords.find('sub', sub)
      const latestFirst = [...records].sort((one, other) => other.at - one.at)
      return Promise.all(latestFirst.map((record) => listed.ofRecord(record)))
    }),

    assignableRoles: base.users.assignableRoles.handler(async ({ input: { search, offset, limit } }) => {
      const page = await store.roles.list({
        ...(search?.trim() ? { search: search.trim() } : {}),
        offset,
        limit
      })
      return { items: [...page.items], total: page.total }
    })
  }
}

/** The narrowest condition first: a store walks through what stands under it. */
function conditionsOf({ access, role, blocked }: { access?: string; role?: string; blocked?: boolean }) {
  const conditions: { index: IndexOf<'users'>; value: string }[] = []
  if (access !== undefined) conditions.push({ index: 'access', value: access })
  if (blocked) conditions.push({ index: 'blocked', value: 'yes' })
  if (role !== undefined) conditions.push({ index: 'role', value: role })
  return conditions
}
