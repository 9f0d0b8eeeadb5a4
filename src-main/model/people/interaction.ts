/**
 * An authorization request on its way through the pages. It lives in one browser, which `browser_id`, the digest of a cookie,
 * binds it to; nothing of it is durable.
 */
export interface Interaction {
  readonly id: string
  readonly browser_id: string
  readonly client_id: string
  /** The checked parameters of the authorization request, as a form; of a device: none. */
  readonly parameters: string
  /** The device that waits, where it is about one. */
  readonly device_code_id?: string
  /** When somebody signed in on the way (seconds since 1970): `prompt=login` and `max_age` are satisfied from then on. */
  readonly signed_in_at?: number
  /** The person who was chosen, by sub, where the request wanted a choice. */
  readonly selected_sub?: string
  readonly consent?: InteractionConsent
  /** The person went back without signing in. */
  readonly refused?: true
  readonly iat: number
  readonly exp: number
}

/** What the person decided on the consent page; what was left out of the scope is not granted. */
export interface InteractionConsent {
  readonly sub: string
  readonly decision: 'allow' | 'deny'
  readonly scope: string
}

/** A sign-out that the person has yet to confirm (OpenID Connect RP-Initiated Logout §2). */
export interface PendingSignOut {
  readonly id: string
  readonly browser_id: string
  readonly client_id?: string
  /** With the state of the request, where it had one. */
  readonly post_logout_redirect_uri?: string
  readonly exp: number
}
