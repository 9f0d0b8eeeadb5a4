import type { ClientAuthenticationName, Collection } from '../contract'

/** What a client proves itself with, as a profile registers it. */
interface Registered {
  readonly client_id: string
  readonly client_secret?: string
  readonly token_endpoint_auth_method?: ClientAuthenticationName
}

/** The collection with the secrets and methods that a profile registers, where a request says none itself. */
export function withClientsOf(collection: Collection, profile: { readonly clients?: unknown }): Collection {
  const clients = Array.isArray(profile.clients) ? (profile.clients as readonly Registered[]) : []
  return {
    ...collection,
    requests: collection.requests.map((request) => {
      const known = clients.find(({ client_id }) => client_id === request.client_id)
      const { client_secret, token_endpoint_auth_method: method } = known ?? {}
      return { ...(client_secret !== undefined && { client_secret }), ...(method && { method }), ...request }
    })
  }
}
