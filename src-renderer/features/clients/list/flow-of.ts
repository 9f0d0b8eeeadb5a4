import type { FlowName, ShownClient } from '../../../../src-main/contract'

type Registered = Pick<ShownClient, 'grant_types' | 'scope' | 'redirect_uris'>

/** The flow in which a person signs in with the client; undefined where it has none. */
export function signInFlowOf({ grant_types, redirect_uris }: Registered): FlowName | undefined {
  if (!redirect_uris.length) return undefined
  if (grant_types.includes('authorization_code')) return 'openid_code'
  return grant_types.includes('implicit') ? 'openid_implicit' : undefined
}

const TOKEN_FLOWS: readonly (readonly [ShownClient['grant_types'][number], FlowName])[] = [
  ['client_credentials', 'oauth2_client_credentials'],
  ['authorization_code', 'openid_code'],
  ['urn:ietf:params:oauth:grant-type:device_code', 'device'],
  ['password', 'oauth2_password'],
  ['implicit', 'openid_implicit']
]

/** The flow by which the client gets a token most directly. */
export function tokenFlowOf({ grant_types }: Registered): FlowName | undefined {
  return TOKEN_FLOWS.find(([grant]) => grant_types.includes(grant))?.[1]
}
