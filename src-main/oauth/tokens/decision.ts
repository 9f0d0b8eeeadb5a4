import type { AccessTokenFormat, ActorClaim, Authorization, AuthorizationDetail } from '../../model'

/** What a grant decided. It never issues anything itself. */
export interface Decision {
  /** The person, by the subject that the store knows; none: the client acts for itself. */
  readonly subject?: string
  readonly scope: readonly string[]
  /** What the request asked for; undefined: nothing. */
  readonly requestedScope: string | undefined
  /** The resources that it is for (RFC 8707); empty: no particular one. */
  readonly audience: readonly string[]
  /** The authorization that the tokens belong to, stored already; its end moves on with theirs. */
  readonly authorization?: Authorization
  /** Whether a refresh token may come along, where its flow is on and the client has the grant. */
  readonly refreshable?: boolean
  /** The successor of a refresh token that was presented and is replaced (RFC 6749 §6): it is kept and told instead of a random one. */
  readonly refreshToken?: string
  /** Of the ID token, where `openid` was granted: the nonce of the request. */
  readonly idToken?: { readonly nonce?: string }
  readonly authorizationDetails?: readonly AuthorizationDetail[]
  /** RFC 8693 §4.1. */
  readonly actor?: ActorClaim
  /** The access token lives no longer than this (seconds since 1970). */
  readonly notAfter?: number
  /** The format of the access token, where the request asked for one (RFC 8693 §2.1, requested_token_type). */
  readonly format?: AccessTokenFormat
  /** RFC 8693 §2.2.1, told in the answer. */
  readonly issuedTokenType?: string
  /** Called once everything is stored, before it is told: the last moment to find that it must not be told. */
  readonly confirm?: () => Promise<void>
  /** Called where issuing failed before it was confirmed; it may throw what is to be answered in the place of that failure. */
  readonly failed?: () => Promise<void>
}
