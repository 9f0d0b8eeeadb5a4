import { needsSecret } from '../../model'
import type { Random, Store } from '../../ports'
import { makeSecret } from '../clients/client-record'
import { isRecord } from './is-record'

/**
 * The document with a secret for each client that needs one and names none, as an export without secrets has them:
 * the one that the client has already, else a new one. What is no client at all stays, for the schema to name.
 */
export async function withClientSecrets(
  { store, random }: { store: Pick<Store, 'clients'>; random: Random },
  document: unknown
): Promise<unknown> {
  if (!isRecord(document) || !Array.isArray(document.clients)) return document
  const complete = async (client: unknown): Promise<unknown> => {
    if (!isRecord(client) || 'client_secret' in client) return client
    if (!needsSecret(client.token_endpoint_auth_method)) return client
    const existing =
      typeof client.client_id === 'string' ? await store.clients.get(client.client_id) : undefined
    const others = existing?.other_secrets &&
      !('other_secrets' in client) && { other_secrets: existing.other_secrets }
    return { ...client, ...others, client_secret: existing?.client_secret ?? makeSecret(client, random) }
  }
  return { ...document, clients: await Promise.all(document.clients.map(complete)) }
}
