import type { FlowName } from '../model'

/** The flows that the playground can run: those in which no browser takes part. */
export const PLAYGROUND_FLOW_NAMES = [
  'oauth2_client_credentials',
  'oauth2_password',
  'oauth2_refresh_token',
  'token_exchange',
  'jwt_bearer'
] as const satisfies readonly FlowName[]
export type PlaygroundFlowName = (typeof PLAYGROUND_FLOW_NAMES)[number]

/** A value that a flow needs of the person, by the name of its parameter. */
export interface PlaygroundField {
  readonly name: string
  /** Hidden until asked for. */
  readonly secret?: boolean
  /** Left out of the request while it is empty. */
  readonly optional?: boolean
  /** What it is while the person says nothing else. */
  readonly initial?: string
}

const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token'

/** What each flow asks for besides client and scope, in the order of the form. */
export const PLAYGROUND_FIELDS: Readonly<Record<PlaygroundFlowName, readonly PlaygroundField[]>> = {
  oauth2_client_credentials: [],
  oauth2_password: [{ name: 'username' }, { name: 'password', secret: true }],
  oauth2_refresh_token: [{ name: 'refresh_token', secret: true }],
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
