import type { FlowName, GrantType, ShownClient } from '../../../../src-main/contract'

/** From the best to the least advisable; the code flow with an ID token where scopes may be asked for. */
const USUAL: readonly (readonly [GrantType, FlowName])[] = [
  ['authorization_code', 'openid_code'],
  ['urn:ietf:params:oauth:grant-type:device_code', 'device'],
  ['client_credentials', 'oauth2_client_credentials'],
  ['urn:ietf:params:oauth:grant-type:jwt-bearer', 'jwt_bearer'],
  ['password', 'oauth2_password'],
  ['implicit', 'openid_implicit']
]

/** Flows in which a person takes part whom the server can stand in for. */
const WITH_PERSON: readonly FlowName[] = ['openid_code', 'device', 'openid_implicit']

/** The flow that a client is looked at with first: the best of those that it may use. */
export function usualFlowOf({ grant_types }: Pick<ShownClient, 'grant_types'>, forPerson: boolean): FlowName {
  const allowed = USUAL.filter(([grant]) => grant_types.includes(grant)).map(([, flow]) => flow)
  const best = forPerson ? allowed.find((flow) => WITH_PERSON.includes(flow)) : allowed[0]
  return best ?? (forPerson ? 'openid_code' : 'oauth2_client_credentials')
}
