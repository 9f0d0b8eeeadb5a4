import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { useApi } from '../api'
import type {
  ClientAuthenticationName,
  ClientChanges,
  ClientKind,
  GrantType,
  Jwk,
  NewClient,
  Prepared,
  ShownClient
} from '../../src-main/contract'
import { createPagedList } from './lists/paged-list'

export type ClientSort = 'client_name' | 'client_id' | 'client_id_issued_at' | 'token_endpoint_auth_method'

/** What the list is narrowed to, beside the search. */
export interface ClientFilters {
  status?: 'active' | 'blocked' | undefined
  kind?: ClientKind | undefined
  method?: ClientAuthenticationName | undefined
  grant?: GrantType | undefined
  /** Their username. */
  owner?: string | undefined
}

export const CLIENT_FILTERS = ['status', 'kind', 'method', 'grant', 'owner'] as const

/** A client that was just made, with what is shown once: its secret, or the private half of its key. */
export interface MadeClient {
  readonly client: ShownClient
  readonly client_secret?: string
  readonly privateKey?: Jwk
}

/** The clients of the server: the page of the list that is looked at, and what can be done with one. */
export const useClientsStore = defineStore('clients', () => {
  const { client: api } = useApi()
  const noFilters: ClientFilters = {}
  const list = createPagedList(
    { search: '', sort: 'client_name' as ClientSort, descending: false, offset: 0, limit: 25, ...noFilters },
    async (query) => {
      const page = await api.clients.list(query)
      void lookUpUses(page.items.map(({ client_id }) => client_id))
      return page
    }
  )
  const { items, total, query } = list
  const isFiltered = computed(
    () => list.isFiltered.value || CLIENT_FILTERS.some((name) => query[name] !== undefined)
  )
  const clearFilters = () =>
    list.ask({
      search: '',
      status: undefined,
      kind: undefined,
      method: undefined,
      grant: undefined,
      owner: undefined
    })

  /** When clients were last given something, in seconds since 1970, by id; one that is not there never was. */
  const lastUses = ref<Record<string, number>>({})

  /** The list doesn't wait for these, nor does it fail with them. */
  async function lookUpUses(client_ids: string[]): Promise<void> {
    if (!client_ids.length) return
    const found = await api.clients.lastUsed({ client_ids }).catch(() => ({}))
    lastUses.value = { ...lastUses.value, ...found }
  }

  /** Clients that a search finds, all of them or those of an owner, without touching the list that is shown. */
  async function find(search: string, limit: number, owner?: string): Promise<ShownClient[]> {
    return (await api.clients.list({ search: search.trim() || undefined, limit, owner })).items
  }

  const get = (client_id: string) => api.clients.get({ client_id })
  /** Its secret, or with an id one of those that are accepted beside it. */
  const secretOf = async (client_id: string, id?: string) =>
    (await api.clients.secret({ client_id, id })).client_secret
  /** Makes a new secret; the old one stays good for so many seconds. */
  const rotateSecret = async (client_id: string, overlap_seconds = 0) =>
    (await api.clients.rotateSecret({ client_id, overlap_seconds })).client_secret
  const addSecret = async (client_id: string) => (await api.clients.addSecret({ client_id })).client_secret
  const endSecret = (client_id: string, id: string) => api.clients.endSecret({ client_id, id })
  const sessionsOf = (client_id: string, offset: number, limit: number) =>
    api.clients.sessions({ client_id, offset, limit })
  const endSession = (id: string) => api.sessions.end({ kind: 'sign_in', id })
  const endSessionsOf = async (client_id: string) => (await api.clients.endSessions({ client_id })).ended
  /** How often it was given something, day by day. */
  const daysOf = async (client_id: string) => {
    const { days, totals } = await api.authorizations.perDay({ client_id, days: 30 })
    return days.map((day, index) => ({ day, count: totals[index] ?? 0 }))
  }
  const activityOf = (client_id: string) => api.clients.activity({ client_id })

  const create = (client: NewClient): Promise<MadeClient> => api.clients.create(client)

  /**
   * Makes a client that proves itself with a key pair of the server's making. A client must have its key before it
   * may name the method, so it starts as one that may do nothing; where a step fails it is taken away again.
   */
  async function createWithKeyPair(client: NewClient): Promise<MadeClient> {
    const { client: bare } = await api.clients.create({
      ...client,
      token_endpoint_auth_method: 'none',
      grant_types: []
    })
    const { client_id } = bare
    try {
      const { privateKey } = await api.playground.generateKey({ client_id })
      const made = await api.clients.update({
        params: { client_id },
        body: { token_endpoint_auth_method: 'private_key_jwt', grant_types: client.grant_types }
      })
      return { client: made.client, privateKey: privateKey as Jwk }
    } catch (error) {
      await api.clients.remove({ client_id })
      throw error
    }
  }

  const update = (client_id: string, body: ClientChanges) =>
    api.clients.update({ params: { client_id }, body })

  /** Blocks or unblocks at once; the row of the list follows. */
  async function setBlocked(client_id: string, blocked: boolean): Promise<ShownClient> {
    const client = await (blocked ? api.clients.block({ client_id }) : api.clients.unblock({ client_id }))
    items.value = items.value.map((item) => (item.client_id === client_id ? client : item))
    return client
  }

  async function remove(client_id: string): Promise<void> {
    await api.clients.remove({ client_id })
    items.value = items.value.filter((item) => item.client_id !== client_id)
    total.value = Math.max(0, total.value - 1)
  }

  const generateKey = async (client_id: string) =>
    (await api.playground.generateKey({ client_id })).privateKey as Jwk

  /** The request with which a client gets its first token, as the playground builds it; undefined where no flow is its own. */
  async function firstRequestOf(client: ShownClient): Promise<Prepared | undefined> {
    if (!client.grant_types.includes('client_credentials')) return undefined
    return api.playground.prepare({ flow: 'oauth2_client_credentials', client_id: client.client_id })
  }

  return {
    ...list,
    isFiltered,
    clearFilters,
    lastUses,
    lookUpUses,
    find,
    get,
    secretOf,
    rotateSecret,
    addSecret,
    endSecret,
    sessionsOf,
    endSession,
    endSessionsOf,
    daysOf,
    activityOf,
    create,
    createWithKeyPair,
    update,
    setBlocked,
    remove,
    generateKey,
    firstRequestOf
  }
})
