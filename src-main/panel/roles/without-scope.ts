import { parseScopeList, type Client } from '../../model'
import type { NewestConfiguration } from '../../ports'

/** The clients that may ask for a scope token, changed so that they may not any more. */
export function clientsWithoutScope(newest: NewestConfiguration, token: string): Client[] {
  return newest.find('clients', 'scope', token).map((client) => ({
    ...client,
    scope: parseScopeList(client.scope)
      .filter((one) => one !== token)
      .join(' ')
  }))
}
