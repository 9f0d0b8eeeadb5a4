import type { AccessTokenFormat } from './client'

/**
 * A token that the server gave out, under the member names of RFC 7662 §2.2. The token itself is not kept: `id` is the
 * base64url SHA-256 digest of its characters, for opaque and JWT tokens alike.
 */
export interface IssuedToken {
  readonly id: string
  readonly kind: 'access_token'
  readonly format: AccessTokenFormat
  readonly client_id: string
  /** The person; none: the client acts for itself. */
  readonly sub?: string
  /** Granted scope tokens, separated by spaces; empty: none. */
  readonly scope: string
  readonly aud?: readonly string[]
  readonly jti?: string
  /** Seconds since 1970. */
  readonly iat: number
  /** Seconds since 1970; from this second on the token is dead. */
  readonly exp: number
}
