import type { Jwk } from './signing-key'

/** The session of a person in the control panel in a browser. `id` is the SHA-256 digest of the cookie's value. */
export interface PanelSession {
  readonly id: string
  readonly username: string
  /** The secret that every changing request must carry, bound to this session. */
  readonly csrfToken: string
  readonly userAgent: string
  readonly ip: string
  /** Seconds since 1970. */
  readonly createdAt: number
  readonly lastSeenAt: number
  /** Seconds since 1970: the earlier of the idle end and the final end. */
  readonly exp: number
}

/** Something that may happen once: a client assertion's `jti` (RFC 7523 §3) until it expires. */
export interface UsedAssertion {
  /** Digest of the client id and the `jti`. */
  readonly id: string
  readonly exp: number
}

/** Failed sign-ins of one account or one address. */
export interface SignInAttempts {
  readonly id: string
  readonly count: number
  readonly exp: number
}

/** The private key with which the playground signs for a client whose public half it registered. */
export interface PlaygroundKey {
  readonly client_id: string
  readonly jwk: Jwk
}
