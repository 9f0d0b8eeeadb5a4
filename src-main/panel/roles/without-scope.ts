import { parseScopeList, type Client } from '../../model'
import type { Store } from '../../ports'

/** The clients that may ask for a scope token, changed so that they may not any more. */
export async function clientsWithoutScope(
  { clients }: Pick<Store, 'clients'>,
  token: string
): Promise<Client[]> {
  const found = await clients.find('scope', token)
  return found.map((client) => ({
    ...client,
    scope: parseScopeList(client.scope)
      .filter((one) => one !== token)
      .join(' ')
  }))
}
