import { withoutClientAuthority } from '../../model'
import type { Store } from '../../ports'

export type RemoveClient = (client_id: string) => Promise<boolean>

/** Removes a client with everything that it had; whether there was one. When it fails half-way, it can be asked for again. */
export function createRemoveClient({
  tokens,
  authorizations,
  authorizationCodes,
  consents,
  pushedRequests,
  deviceCodes,
  logoutDeliveries,
  playgroundKeys,
  settings,
  writeConfiguration
}: Pick<
  Store,
  | 'tokens'
  | 'authorizations'
  | 'authorizationCodes'
  | 'consents'
  | 'pushedRequests'
  | 'deviceCodes'
  | 'logoutDeliveries'
  | 'playgroundKeys'
  | 'settings'
  | 'writeConfiguration'
>): RemoveClient {
  const belongings = [authorizations, consents, pushedRequests, deviceCodes, logoutDeliveries]

  /** All but what the removal itself may be asked for with again (RFC 7592 §2.3). */
  async function removeTokens(client_id: string): Promise<void> {
    await tokens.removeWhere('client_id', client_id, { member: 'kind', value: 'registration_access_token' })
  }

  async function removeBelongings(client_id: string): Promise<void> {
    const agreed = await authorizations.find('client_id', client_id)
    const ids = agreed.map(({ id }) => id)
    await authorizationCodes.removeWhere('authorization_id', ids)
    for (const collection of belongings) await collection.removeWhere('client_id', client_id)
  }

  /** With the rules that are for it alone, in one write; whether it was there. */
  async function removeRecord(client_id: string): Promise<boolean> {
    let wasThere = false
    await writeConfiguration((newest) => {
      wasThere = newest.get('clients', client_id) !== undefined
      const rules = newest.find('claims', 'client_id', client_id).map(({ id }) => id)
      return { removed: { ...(wasThere && { clients: [client_id] }), claims: rules } }
    })
    return wasThere
  }

  return async (client_id) => {
    const certificate = (await playgroundKeys.get(client_id))?.certificate
    // First, while somebody can still ask for the removal again: who vouched for this client alone is trusted no longer.
    if (certificate)
      await settings.update((current) => withoutClientAuthority(current, certificate.authority))
    // What it had goes before it: a client that is made anew under the same name must find nothing of it.
    await removeTokens(client_id)
    await removeBelongings(client_id)
    const wasThere = await removeRecord(client_id)
    // Once more: what came while the rest went.
    await tokens.removeWhere('client_id', client_id)
    await removeBelongings(client_id)
    await playgroundKeys.remove(client_id)
    return wasThere
  }
}
