import type { Authorization } from '../../model'
import type { AuthorizationRequest } from '../authorization/authorization-request'

/** The parameters of an authorization response. */
export type ResponseFields = Readonly<Record<string, string>>

/** One part of a response type (OAuth 2.0 Multiple Response Types §3): what it adds to the answer. */
export interface ResponsePart {
  readonly name: 'code' | 'token' | 'id_token'
  /** `before` is what the parts before it gave, since an ID token vouches for them. Throws OAuthError. */
  issue(granted: Granted, before: ResponseFields): Promise<ResponseFields>
}

/** A request that a person agreed to. */
export interface Granted {
  readonly request: AuthorizationRequest
  readonly authorization: Authorization
  readonly scope: readonly string[]
}
