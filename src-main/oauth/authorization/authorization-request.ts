import type { AuthorizationDetail, Client, ClaimsRequest, FlowName, ResponseType } from '../../model'
import type { ResponseMode } from '../response-modes/response-mode'

export type Prompt = 'none' | 'login' | 'consent' | 'select_account' | 'create'

declare const checked: unique symbol

/** Where the answer may be sent to: only the check of client and redirect URI makes one, so that nothing is ever sent elsewhere. */
export interface RedirectTarget {
  readonly client: Client
  /** One of the client's registered redirect URIs; of a native client's loopback one, with the port that was asked for (RFC 8252 §7.3). */
  readonly uri: string
  readonly mode: ResponseMode
  readonly state?: string
  readonly [checked]: true
}

/** Who an `id_token_hint` is about (OpenID Connect Core §3.1.2.1), by the subject that the store knows. */
export interface IdTokenHint {
  readonly sub: string
  readonly sid?: string
}

/** An authorization request that was checked (RFC 6749 §4.1.1, OpenID Connect Core §3.1.2.1). */
export interface AuthorizationRequest {
  readonly target: RedirectTarget
  readonly client: Client
  readonly responseType: ResponseType
  readonly flow: FlowName
  /** As the request spelled it; none: it left it out. */
  readonly redirectUri?: string
  /** What was asked for and the client may have; roles and consent may narrow it. */
  readonly scope: readonly string[]
  /** As the request spelled it. */
  readonly requestedScope?: string
  readonly nonce?: string
  readonly codeChallenge?: string
  readonly codeChallengeMethod?: 'S256' | 'plain'
  /** Empty: the server decides. */
  readonly prompt: readonly Prompt[]
  /** Seconds; the client's default_max_age where the request names none. */
  readonly maxAge?: number
  readonly loginHint?: string
  readonly idTokenHint?: IdTokenHint
  readonly acrValues: readonly string[]
  readonly claims?: ClaimsRequest
  /** BCP 47 tags in order of preference. */
  readonly uiLocales: readonly string[]
  readonly display?: 'page' | 'popup' | 'touch' | 'wap'
  /** RFC 8707 §2. */
  readonly resources: readonly string[]
  readonly authorizationDetails?: readonly AuthorizationDetail[]
  /** RFC 9449 §10: the key to which the code is bound. */
  readonly dpopJkt?: string
  /**
   * Everything of it, as a form from which `parse(parameters, { resolved: true })` makes the same request again: request objects and
   * pushed requests are resolved in it, `dpop_jkt` is among it, and credentials of the client are not.
   */
  readonly parameters: string
}
