import { withoutClientAuthority } from '../../model'
import type { Store } from '../../ports'

export type RemoveClient = (client_id: string) => Promise<boolean>

/** Removes a client with everything that it had; whether there was one. Its tokens are dead from the first step on. */
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
  return async (client_id) => {
    const certificate = (await playgroundKeys.get(client_id))?.certificate
    // First, while somebody can still ask for the removal again: who vouched for this client alone is trusted no longer.
    if (certificate)
      await settings.update((current) => withoutClientAuthority(current, certificate.authority))
    const wasThere = await clients.remove(client_id)
    for (const collection of [
      tokens,
      authorizations,
      consents,
      pushedRequests,
      deviceCodes,
      logoutDeliveries,
      claims
    ])
      await collection.removeWhere('client_id', client_id)
    await playgroundKeys.remove(client_id)
    return wasThere
  }
}
