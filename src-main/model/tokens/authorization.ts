import type { AuthorizationDetail, ClaimsRequest } from '../claims/claims-request'

/**
 * What a person agreed to at one moment (RFC 6749 §1.3), and what every token that comes of it carries on. It is the family
 * of RFC 9700 §4.14: when it goes, its tokens are dead, those that are just being issued included.
 */
export interface Authorization {
  readonly id: string
  readonly client_id: string
  /** The person, by the subject that the store knows. */
  readonly sub: string
  /** Everything that was granted, separated by spaces; a token may carry less. */
  readonly scope: string
  /** RFC 8707; empty: no particular one. */
  readonly resources: readonly string[]
  readonly claims?: ClaimsRequest
  readonly authorization_details?: readonly AuthorizationDetail[]
  /** When, how strongly and by what the person proved themselves (OpenID Connect Core §2). */
  readonly auth_time?: number
  readonly acr?: string
  readonly amr?: readonly string[]
  readonly nonce?: string
  /** The sign-in session that it was made in, by id and as clients know it; it ends with that session unless `offline_access` was granted. */
  readonly session_id?: string
  readonly sid?: string
  readonly iat: number
  /** The end of the last of what was issued from it. */
  readonly exp: number
}

/** An authorization code (RFC 6749 §4.1.2). `id` is its digest. A spent one is remembered, so that a second use is noticed. */
export interface AuthorizationCode {
  readonly id: string
  readonly authorization_id: string
  readonly client_id: string
  /** As the request spelled it; none: the request left it out, since the client has only one. */
  readonly redirect_uri?: string
  readonly response_type: string
  readonly code_challenge?: string
  readonly code_challenge_method?: 'S256' | 'plain'
  /** RFC 9449 §10: the key that the token request must prove. */
  readonly dpop_jkt?: string
  readonly iat: number
  readonly exp: number
  readonly spent?: true
  /** A random mark of the request that spent it. */
  readonly spent_by?: string
}

/** A pushed authorization request (RFC 9126 §2.2); `id` is the digest of its `request_uri`. */
export interface PushedRequest {
  readonly id: string
  readonly client_id: string
  /** The parameters, as a form. */
  readonly parameters: string
  readonly iat: number
  readonly exp: number
}

/** A device that waits for a person (RFC 8628 §3.2); `id` is the digest of its device code. */
export interface DeviceCode {
  readonly id: string
  /** In capital letters without separators, as it is compared. */
  readonly user_code: string
  readonly client_id: string
  readonly scope: string
  readonly resources: readonly string[]
  readonly authorization_details?: readonly AuthorizationDetail[]
  /** Seconds between two polls, at least; grows with each `slow_down` (RFC 8628 §3.5). */
  readonly interval: number
  readonly polled_at?: number
  readonly decision?: 'approved' | 'denied'
  /** Of an approved one. */
  readonly authorization_id?: string
  readonly iat: number
  readonly exp: number
  readonly spent?: true
  /** A random mark of the poll that spent it. */
  readonly spent_by?: string
}

/** The scopes, claims and details that a person let a client have; `id` is `consentId(sub, client_id)`. */
export interface Consent {
  readonly id: string
  readonly sub: string
  readonly client_id: string
  readonly scope: string
  readonly claims: readonly string[]
  /** RFC 9396 §2, as the canonical JSON of each entry. */
  readonly authorization_details: readonly string[]
  /** Seconds since 1970. */
  readonly given_at: number
}

/** The key of a consent. */
export function consentId(sub: string, client_id: string): string {
  return `${sub}\n${client_id}`
}
