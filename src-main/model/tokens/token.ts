import type { AuthorizationDetail } from '../claims/claims-request'
import type { AccessTokenFormat } from '../clients/client-fields'

/** A key that a token is bound to (RFC 7800 §3.1): the thumbprint of a DPoP key (RFC 9449 §6) or of a certificate (RFC 8705 §3.1). */
export interface Confirmation {
  readonly jkt?: string
  readonly 'x5t#S256'?: string
}

/** Who acts for the subject of a token (RFC 8693 §4.1), the latest one outermost. */
export interface ActorClaim {
  readonly sub: string
  readonly client_id?: string
  readonly act?: ActorClaim
}

/**
 * A token that the server gave out, under the member names of RFC 7662 §2.2. The token itself is not kept: `id` is the
 * base64url SHA-256 digest of its characters, for opaque and JWT tokens alike.
 */
export interface IssuedToken {
  readonly id: string
  /** registration_access_token: RFC 7592 §3. */
  readonly kind: 'access_token' | 'refresh_token' | 'registration_access_token'
  readonly format: AccessTokenFormat
  readonly client_id: string
  /** The person, by the subject that the store knows; none: the client acts for itself. */
  readonly sub?: string
  /** Granted scope tokens, separated by spaces; empty: none. */
  readonly scope: string
  readonly aud?: readonly string[]
  readonly jti?: string
  /** Seconds since 1970. */
  readonly iat: number
  /** Seconds since 1970; from this second on the token is dead. */
  readonly exp: number
  /** The authorization that it comes from; the token is dead once that is gone. None: the client acts for itself. */
  readonly authorization_id?: string
  readonly cnf?: Confirmation
  readonly act?: ActorClaim
  readonly authorization_details?: readonly AuthorizationDetail[]
  /** Of a refresh token: what its successor is derived with, so that whoever is told it twice is told the same one. */
  readonly successor_salt?: string
  /** Of a refresh token that was exchanged for its successor: when, and a mark of the request. It is remembered, so that a second use is noticed. */
  readonly rotated?: { readonly at: number; readonly by?: string }
}
