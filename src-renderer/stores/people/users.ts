import { defineStore } from 'pinia'
import { useApi } from '../../api'
import type { NewUser, ShownUser, UserChanges } from '../../../src-main/contract'
import type { ClientSort } from '../clients'
import { createPagedList, type ListQuery } from '../lists/paged-list'

export type UserSort = 'username' | 'name' | 'email' | 'last_sign_in'
export type UserBulkAction = 'block' | 'unblock' | 'remove'

/** What the list is narrowed to. */
export interface UserFilters {
  access: 'elevated' | 'moderator' | 'administrator' | undefined
  role: string | undefined
  blocked: true | undefined
}

interface UserQuery extends ListQuery, UserFilters {
  sort: UserSort
}

const FIRST: UserQuery = {
  search: '',
  sort: 'username',
  descending: false,
  offset: 0,
  limit: 25,
  access: undefined,
  role: undefined,
  blocked: undefined
}

/** People with an account: the page of the list that is looked at, and what can be done with one. */
export const useUsersStore = defineStore('users', () => {
  const { client: api } = useApi()
  const list = createPagedList(FIRST, (query) => api.users.list(query))

  /** The row of the list follows what the server answered. */
  function taken(user: ShownUser, former = user.username): ShownUser {
    list.items.value = list.items.value.map((item) => (item.username === former ? user : item))
    return user
  }

  const get = (username: string) => api.users.get({ username })
  const find = async (search: string, limit: number) =>
    (await api.users.list({ search: search.trim() || undefined, limit })).items
  const create = (user: NewUser) => api.users.create(user)
  const update = async (username: string, body: UserChanges) =>
    taken(await api.users.update({ params: { username }, body }), username)

  /** Blocks or unblocks at once. */
  const setBlocked = async (username: string, blocked: boolean) =>
    taken(await (blocked ? api.users.block({ username }) : api.users.unblock({ username })))

  const bulk = (action: UserBulkAction, usernames: readonly string[]) =>
    api.users.bulk({ action, usernames: [...usernames] })

  async function remove(username: string): Promise<void> {
    await api.users.remove({ username })
    list.items.value = list.items.value.filter((item) => item.username !== username)
    list.total.value = Math.max(0, list.total.value - 1)
  }

  return {
    ...list,
    get,
    find,
    create,
    update,
    setBlocked,
    bulk,
    remove,
    setPassword: (username: string, password: string) => api.users.setPassword({ username, password }),
    belongings: (username: string) => api.users.belongings({ username }),
    sessions: (username: string) => api.users.sessions({ username }),
    endSession: (username: string, id: string) => api.users.endSession({ username, id }),
    endSessions: async (username: string) => (await api.users.endSessions({ username })).ended,
    /** The roles that people can be given, as far as a search finds them. */
    findRoles: async (search: string, limit: number) =>
      (await api.users.assignableRoles({ search: search.trim() || undefined, limit })).items,
    /** A page of the clients that belong to a person. */
    clientsOf: (owner: string, query: ListQuery & { search: string | undefined; sort: ClientSort }) =>
      api.clients.list({ ...query, owner }),
    signIns: (username: string) => api.users.signIns({ username }),
    exchanges: async (username: string, limit: number) =>
      (await api.traffic.list({ filter: `user:"${username}"`, limit })).items
  }
})
