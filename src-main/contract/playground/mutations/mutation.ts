import type { ClientAuthenticationName, FlowName } from '../../../model'

/** Where in a flow a request is made wrong, or what came back is. */
export type MutationStep = 'authorize' | 'exchange' | 'poll' | 'use' | 'verify'

/** A change that makes a flow wrong on purpose, and how it must end. */
export interface PlaygroundMutation {
  readonly id: string
  readonly step: MutationStep
  readonly flows: readonly FlowName[]
  /** With which client authentication it can be done; left out: with each. */
  readonly methods?: readonly ClientAuthenticationName[]
  /** Whether a person's own lifetime of seconds at the client is waited for. */
  readonly waits?: 'authorization_code' | 'access_token' | 'device_code'
  /** Whether a second client takes part. */
  readonly otherClient?: true
  /**
   * The right ends, any of which will do: an error alone, one with its status, one with the challenge besides; or what the
   * playground itself must find.
   */
  readonly expected: readonly string[]
  /** Where that is written. */
  readonly section: string
}

export const CODE = ['oauth2_code', 'openid_code', 'openid_hybrid'] as const satisfies readonly FlowName[]
export const BROWSER = [...CODE, 'oauth2_implicit', 'openid_implicit'] as const satisfies readonly FlowName[]
export const DIRECT = ['oauth2_client_credentials', 'oauth2_password'] as const satisfies readonly FlowName[]
/** Flows that end in a token of a person. */
export const PERSON = [...CODE, 'oauth2_password', 'device'] as const satisfies readonly FlowName[]
/** Flows whose client proves itself at the token endpoint. */
export const PROVEN = [...CODE, ...DIRECT, 'oauth2_refresh_token', 'token_exchange', 'jwt_bearer'] as const
export const ID_TOKEN = ['openid_code', 'openid_hybrid'] as const satisfies readonly FlowName[]
export const ASSERTION = [
  'client_secret_jwt',
  'private_key_jwt'
] as const satisfies readonly ClientAuthenticationName[]

export const VERIFIER = 'RFC 7636 §4.6'
export const TOKEN_ERRORS = 'RFC 6749 §5.2'
export const ASSERTIONS = 'RFC 7523 §3.2'
export const DEVICE = 'RFC 8628 §3.5'
export const BEARER = 'RFC 6750 §3.1'
export const ID_TOKEN_CHECKS = 'OpenID Connect Core §3.1.3.7'
