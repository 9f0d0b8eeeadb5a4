import { lacksSecret, type CheckedProfile, type Client } from '../../model'
import type { Random, Store } from '../../ports'
import { makeSecret } from '../clients/client-record'
import { isRecord } from './is-record'

type Secrets = Pick<Client, 'client_secret' | 'other_secrets'>
type Dependencies = { readonly store: Pick<Store, 'clients'>; readonly random: Random }

/**
 * The document with a secret for each client that needs one and names none, as an export without secrets has them:
 * the one that the client has already, else a new one. What is no client at all stays, for the schema to name.
 */
export async function withClientSecrets(dependencies: Dependencies, document: unknown): Promise<unknown> {
  if (!isRecord(document) || !Array.isArray(document.clients)) return document
  const complete = async (client: unknown): Promise<unknown> => {
    if (!isRecord(client) || !lacksSecret(client)) return client
    return { ...client, ...(await secretsOf(dependencies, client)) }
  }
  return { ...document, clients: await Promise.all(document.clients.map(complete)) }
}

/** The same secrets for the clients of a profile that was checked, by their ids. */
export async function secretsLackingIn(
  dependencies: Dependencies,
  { clients = [] }: CheckedProfile
): Promise<ReadonlyMap<string, Secrets>> {
  const secrets = new Map<string, Secrets>()
  for (const client of clients)
    if (lacksSecret(client)) secrets.set(client.client_id, await secretsOf(dependencies, client))
  return secrets
}

async function secretsOf(
  { store, random }: Dependencies,
  client: Readonly<Record<string, unknown>>
): Promise<Secrets> {
  const existing =
    typeof client.client_id === 'string' ? await store.clients.get(client.client_id) : undefined
  const others = existing?.other_secrets &&
    !('other_secrets' in client) && { other_secrets: existing.other_secrets }
  return { ...others, client_secret: existing?.client_secret ?? makeSecret(client, random) }
}
