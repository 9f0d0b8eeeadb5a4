import { defineStore } from 'pinia'
import { useApi } from '../api'
import {
  type ClientChanges,
  type Jwk,
  type NewClient,
  type Prepared,
  type ShownClient
} from '../../src-main/contract'
import { createPagedList } from './paged-list'

export type ClientSort = 'client_name' | 'client_id' | 'client_id_issued_at' | 'token_endpoint_auth_method'

/** A client that was just made, with what is shown once: its secret, or the private half of its key. */
export interface MadeClient {
  readonly client: ShownClient
  readonly client_secret?: string
  readonly privateKey?: Jwk
}

/** The clients of the server: the page of the list that is looked at, and what can be done with one. */
export const useClientsStore = defineStore('clients', () => {
  const { client: api } = useApi()
  const list = createPagedList(
    { search: '', sort: 'client_name' as ClientSort, descending: false, offset: 0, limit: 25 },
    (query) => api.clients.list(query)
  )
  const { items, total } = list

  /** Clients that a search finds, all of them or those of an owner, without touching the list that is shown. */
  async function find(search: string, limit: number, owner?: string): Promise<ShownClient[]> {
    return (await api.clients.list({ search: search.trim() || undefined, limit, owner })).items
  }

  const get = (client_id: string) => api.clients.get({ client_id })
  const secretOf = async (client_id: string) => (await api.clients.secret({ client_id })).client_secret
  const rotateSecret = async (client_id: string) =>
    (await api.clients.rotateSecret({ client_id })).client_secret

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
    find,
    get,
    secretOf,
    rotateSecret,
    create,
    createWithKeyPair,
    update,
    setBlocked,
    remove,
    generateKey,
    firstRequestOf
  }
})
