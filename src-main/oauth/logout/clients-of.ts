import type { Client, SignInSession } from '../../model'
import type { Store } from '../../ports'

/** The clients that got something in a session, those that are still registered. */
export type ClientsOf = (session: Pick<SignInSession, 'client_ids'>) => Promise<readonly Client[]>

export function createClientsOf({ clients }: Pick<Store, 'clients'>): ClientsOf {
  return async ({ client_ids }) => {
    const found: Client[] = []
    for (const client_id of client_ids) {
      const client = await clients.get(client_id)
      if (client) found.push(client)
    }
    return found
  }
}
