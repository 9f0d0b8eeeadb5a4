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
  playgroundKeys
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
>): RemoveClient {
  return async (client_id) => {
    const wasThere = await clients.remove(client_id)
    for (const collection of [
      tokens,
      authorizations,
      consents,
      pushedRequests,
      deviceCodes,
      logoutDeliveries
    ])
      await collection.removeWhere('client_id', client_id)
    await playgroundKeys.remove(client_id)
    return wasThere
  }
}
