import { withoutClientAuthority } from '../../model'
import type { Store } from '../../ports'

export type RemoveClient = (client_id: string) => Promise<boolean>

/** Removes a client with everything that it had; whether there was one. When it fails half-way, it can be asked for again. */
export function createRemoveClient({
  clients,
  tokens,
  authorizations,
  consents,
  pushedRequests,
  deviceCodes,
  logoutDeliveries,
  playgroundKeys,
  claims,
  settings
}: Pick<
  Store,
  | 'clients'
  | 'tokens'
  | 'authorizations'
  | 'consents'
  | 'pushedRequests'
  | 'deviceCodes'
  | 'logoutDeliveries'
  | 'playgroundKeys'
  | 'claims'
  | 'settings'
>): RemoveClient {
  const belongings = [tokens, authorizations, consents, pushedRequests, deviceCodes, logoutDeliveries, claims]

  async function removeBelongings(client_id: string): Promise<void> {
    for (const collection of belongings) await collection.removeWhere('client_id', client_id)
    await playgroundKeys.remove(client_id)
  }

  return async (client_id) => {
    const certificate = (await playgroundKeys.get(client_id))?.certificate
    // First, while somebody can still ask for the removal again: who vouched for this client alone is trusted no longer.
    if (certificate)
      await settings.update((current) => withoutClientAuthority(current, certificate.authority))
    // What it had goes before it: a client that is made anew under the same name must find nothing of it.
    await removeBelongings(client_id)
    const wasThere = await clients.remove(client_id)
    // Once more: what came while the rest went.
    await removeBelongings(client_id)
    return wasThere
  }
}
