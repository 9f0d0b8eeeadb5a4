/**
 * A flow that the server can speak and that a switch turns on and off.
 * `grantTypes` and `responseTypes` are the registered values (RFC 7591 §2) that the switch governs.
 */
export interface Flow {
  readonly grantTypes: readonly string[]
  readonly responseTypes: readonly string[]
  /** The section that advises against it, where one does. */
  readonly advisedAgainst?: string
}

/** Every flow, by the name of its switch: the list from which settings, metadata, the panel's choices and its help are computed. */
export const FLOWS = {
  oauth2_code: { grantTypes: ['authorization_code'], responseTypes: ['code'] },
  oauth2_implicit: {
    grantTypes: ['implicit'],
    responseTypes: ['token'],
    advisedAgainst: 'RFC 9700 §2.1.2'
  },
  oauth2_password: { grantTypes: ['password'], responseTypes: [], advisedAgainst: 'RFC 9700 §2.4' },
  oauth2_client_credentials: { grantTypes: ['client_credentials'], responseTypes: [] },
  oauth2_refresh_token: { grantTypes: ['refresh_token'], responseTypes: [] },
  openid_code: { grantTypes: ['authorization_code'], responseTypes: ['code'] },
  openid_implicit: {
    grantTypes: ['implicit'],
    responseTypes: ['id_token', 'id_token token'],
    advisedAgainst: 'RFC 9700 §2.1.2'
  },
  openid_hybrid: {
    grantTypes: ['authorization_code', 'implicit'],
    responseTypes: ['code id_token', 'code token', 'code id_token token'],
    advisedAgainst: 'RFC 9700 §2.1.2'
  },
  device: { grantTypes: ['urn:ietf:params:oauth:grant-type:device_code'], responseTypes: [] },
  token_exchange: { grantTypes: ['urn:ietf:params:oauth:grant-type:token-exchange'], responseTypes: [] },
  jwt_bearer: { grantTypes: ['urn:ietf:params:oauth:grant-type:jwt-bearer'], responseTypes: [] }
} as const satisfies Record<string, Flow>

export type FlowName = keyof typeof FLOWS
export type GrantType = (typeof FLOWS)[FlowName]['grantTypes'][number]
export type ResponseType = (typeof FLOWS)[FlowName]['responseTypes'][number]

export const FLOW_NAMES = Object.keys(FLOWS) as [FlowName, ...FlowName[]]
export const GRANT_TYPES = allOf('grantTypes') as [GrantType, ...GrantType[]]
export const RESPONSE_TYPES = allOf('responseTypes') as [ResponseType, ...ResponseType[]]

function allOf(member: 'grantTypes' | 'responseTypes'): string[] {
  return [...new Set(Object.values(FLOWS).flatMap((flow: Flow) => flow[member]))]
}

/** The flows that a grant type is part of; one switch that is on is enough for it to be on. */
export function flowsOfGrantType(grantType: GrantType): readonly FlowName[] {
  return FLOW_NAMES.filter((name) => (FLOWS[name].grantTypes as readonly string[]).includes(grantType))
}

/** Whether a grant type is switched on: in one of its flows at least. */
export function isGrantTypeOn(flows: Readonly<Record<FlowName, boolean>>, grantType: GrantType): boolean {
  return flowsOfGrantType(grantType).some((name) => flows[name])
}

/** The flow that an authorization request takes: the response type `code` has one of OAuth 2.0 and one of OpenID Connect. */
export function flowOfResponseType(responseType: ResponseType, isOpenId: boolean): FlowName {
  const flows = FLOW_NAMES.filter((name) =>
    (FLOWS[name].responseTypes as readonly string[]).includes(responseType)
  )
  return flows.find((name) => name.startsWith('openid_') === isOpenId) ?? flows[0]!
}

/** Whether a response type is switched on: in one of its flows at least. */
export function isResponseTypeOn(
  flows: Readonly<Record<FlowName, boolean>>,
  responseType: ResponseType
): boolean {
  return FLOW_NAMES.some(
    (name) => flows[name] && (FLOWS[name].responseTypes as readonly string[]).includes(responseType)
  )
}

/** The grant types that a client needs for a response type (RFC 7591 §2.1, OpenID Connect Registration §2). */
export function grantTypesOfResponseType(responseType: ResponseType): readonly GrantType[] {
  const parts = responseType.split(' ')
  return [
    ...(parts.includes('code') ? (['authorization_code'] as const) : []),
    ...(parts.includes('token') || parts.includes('id_token') ? (['implicit'] as const) : [])
  ]
}

/** The response type with its parts in the order in which it is registered: `token code` is `code token` (OAuth 2.0 Multiple Response Types §3). */
export function normalizeResponseType(value: string): ResponseType | undefined {
  const parts = value.split(' ').sort().join(' ')
  return RESPONSE_TYPES.find((known) => known.split(' ').sort().join(' ') === parts)
}
