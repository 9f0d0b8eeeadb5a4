import type { ShownClient } from '../../contract'
import type { Client } from '../../model'

/** A client without its secrets. */
export function shownClient(client: Client): ShownClient {
  const { client_secret, other_secrets = [], ...shown } = client
  return {
    ...shown,
    hasSecret: client_secret !== undefined,
    otherSecrets: other_secrets.map(({ client_secret: _secret, ...other }) => other)
  }
}
