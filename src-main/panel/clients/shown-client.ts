import type { ShownClient } from '../../contract'
import type { Client } from '../../model'

/** A client without its secret. */
export function shownClient(client: Client): ShownClient {
  const { client_secret, ...shown } = client
  return { ...shown, hasSecret: client_secret !== undefined }
}
