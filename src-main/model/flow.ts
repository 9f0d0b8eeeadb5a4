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
  oauth2_client_credentials: { grantTypes: ['client_credentials'], responseTypes: [] }
} as const satisfies Record<string, Flow>

export type FlowName = keyof typeof FLOWS
export type GrantType = (typeof FLOWS)[FlowName]['grantTypes'][number]

export const FLOW_NAMES = Object.keys(FLOWS) as [FlowName, ...FlowName[]]
export const GRANT_TYPES = [...new Set(Object.values(FLOWS).flatMap((flow) => flow.grantTypes))] as [
  GrantType,
  ...GrantType[]
]

/** The flow that a grant type belongs to. */
export function flowOfGrantType(grantType: GrantType): FlowName {
  return FLOW_NAMES.find((name) => (FLOWS[name].grantTypes as readonly string[]).includes(grantType))!
}
