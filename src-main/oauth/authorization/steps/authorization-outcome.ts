import type { Client } from '../../../model'
import type { OAuthError } from '../../oauth-error'

/** The pages that an authorization request can lead through. */
export const INTERACTION_PAGES = ['sign-in', 'select-account', 'consent'] as const
export type InteractionPage = (typeof INTERACTION_PAGES)[number]

/** What the browser is to do next. `refusal` is told to whoever watches the traffic; the answer holds it already. */
export type AuthorizationOutcome = {
  readonly refusal?: OAuthError
  readonly client_id?: string
  /** The answer itself carries an access token or an ID token. */
  readonly issued?: true
} & (
  | { readonly kind: 'redirect'; readonly location: string }
  /** OAuth 2.0 Form Post Response Mode: a page that posts these fields. */
  | {
      readonly kind: 'form_post'
      readonly action: string
      readonly fields: readonly (readonly [name: string, value: string])[]
    }
  /** `wantsAccount`: the client would rather have a new account made (Initiating User Registration 1.0, prompt=create). */
  | {
      readonly kind: 'page'
      readonly page: InteractionPage
      readonly interaction: string
      readonly wantsAccount: boolean
    }
  /** RFC 8628 §3.3: nobody to return to; the device learns it when it polls. */
  | { readonly kind: 'device'; readonly decision: 'approved' | 'denied'; readonly client: Client }
)

/** A request that a browser makes on its way: what it sent, and what its cookies say. */
export interface BrowserRequest {
  readonly method: string
  /** The query of a GET, the body of a POST, as a form. */
  readonly parameters: string
  /** The digest of the browser's own cookie, which binds interactions to it. */
  readonly browserId: string
  /** The id of the sign-in session, where there is a cookie of one; it may have ended. */
  readonly sessionId?: string
  /** What the session iframe compares (OpenID Connect Session Management §3.2). */
  readonly browserState?: string
  readonly ip: string
  readonly observe?: (facts: { readonly client_id?: string }) => void
}
