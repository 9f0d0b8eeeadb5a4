import { FLOW_NAMES, FLOWS, type FlowName, type ResponseType } from '../../model'

/** The flows that the playground can run: every one that the server speaks. */
export const PLAYGROUND_FLOW_NAMES = FLOW_NAMES
export type PlaygroundFlowName = FlowName

/** A value that a flow needs, by the name of its parameter. */
export interface PlaygroundField {
  readonly name: string
  /** Hidden until asked for. */
  readonly secret?: boolean
  /** Left out of the request while it is empty. */
  readonly optional?: boolean
  /** What it is while the person says nothing else. */
  readonly initial?: string
  /** A random one is made while the draft has none; one that is empty is left out of the request. */
  readonly generated?: boolean
}

const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token'
const STATE: PlaygroundField = { name: 'state', generated: true }
const NONCE: PlaygroundField = { name: 'nonce', generated: true }
const VERIFIER: PlaygroundField = { name: 'code_verifier', generated: true, secret: true }

/** What each flow asks for besides client and scope, in the order of the form. */
export const PLAYGROUND_FIELDS: Readonly<Record<PlaygroundFlowName, readonly PlaygroundField[]>> = {
  oauth2_code: [STATE, VERIFIER],
  oauth2_implicit: [STATE],
  oauth2_password: [{ name: 'username' }, { name: 'password', secret: true }],
  oauth2_client_credentials: [],
  oauth2_refresh_token: [{ name: 'refresh_token', secret: true }],
  openid_code: [STATE, NONCE, VERIFIER],
  openid_implicit: [STATE, NONCE],
  openid_hybrid: [STATE, NONCE, VERIFIER],
  device: [],
  token_exchange: [
    { name: 'subject_token', secret: true },
    { name: 'subject_token_type', initial: ACCESS_TOKEN },
    { name: 'actor_token', secret: true, optional: true },
    { name: 'actor_token_type', optional: true },
    { name: 'requested_token_type', optional: true },
    { name: 'audience', optional: true }
  ],
  /** Not a parameter of its own: the assertion that is signed here is about this person (RFC 7523 §3). */
  jwt_bearer: [{ name: 'sub' }]
}

/** What a person does in such a flow: nothing, answer in a browser, or type a code on another device. */
export type PlaygroundFlowKind = 'direct' | 'browser' | 'device'

export function playgroundFlowKind(flow: PlaygroundFlowName): PlaygroundFlowKind {
  if (flow === 'device') return 'device'
  return FLOWS[flow].responseTypes.length ? 'browser' : 'direct'
}

/** The response types that a flow of the browser can ask for; the first is the usual one. */
export function playgroundResponseTypes(flow: PlaygroundFlowName): readonly ResponseType[] {
  return FLOWS[flow].responseTypes
}
