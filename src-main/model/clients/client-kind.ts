import type { Client } from './client-fields'
import { isConfidential } from './client'

/** What sort of app a client is, as far as its registration tells. */
export const CLIENT_KINDS = ['web', 'spa', 'native', 'service', 'device'] as const
export type ClientKind = (typeof CLIENT_KINDS)[number]

const DEVICE = 'urn:ietf:params:oauth:grant-type:device_code'

/** The sort of app that registers like this: `application_type` says native, the rest is told by grants and authentication. */
export function clientKindOf(
  client: Pick<Client, 'application_type' | 'grant_types' | 'redirect_uris' | 'token_endpoint_auth_method'>
): ClientKind {
  const usesBrowser = client.grant_types.some((grant) => ['authorization_code', 'implicit'].includes(grant))
  if (client.grant_types.includes(DEVICE) && !usesBrowser) return 'device'
  if (client.application_type === 'native') return 'native'
  if (!usesBrowser && !client.redirect_uris.length) return isConfidential(client) ? 'service' : 'spa'
  return isConfidential(client) ? 'web' : 'spa'
}
