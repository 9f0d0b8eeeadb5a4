import type { Lease } from '../lease'
import type { Jwk } from '../tokens/signing-key'

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

/** The sign-in of a person at the authorization endpoint, apart from the panel's. `id` is the SHA-256 digest of the cookie's value. */
export interface SignInSession {
  readonly id: string
  /** As clients know it (OpenID Connect Back-Channel Logout §2.1, `sid`). */
  readonly sid: string
  readonly sub: string
  /** When the person last proved themselves, how strongly, and by what (OpenID Connect Core §2). Seconds since 1970. */
  readonly auth_time: number
  readonly acr?: string
  readonly amr: readonly string[]
  readonly userAgent: string
  readonly ip: string
  /** The clients that got something in this session, which a sign-out tells. */
  readonly client_ids: readonly string[]
  readonly createdAt: number
  readonly lastSeenAt: number
  readonly exp: number
  /** What the person was called at the sign-in, so that lists can be searched by it. */
  readonly names?: readonly string[]
}

/** A sign-in that succeeded, for the list of the latest ones. */
export interface SignInRecord {
  readonly id: string
  readonly sub: string
  /** Seconds since 1970. */
  readonly at: number
  readonly userAgent: string
  readonly ip: string
  readonly client_id?: string
  readonly exp: number
  /** What the person was called then, so that lists can be searched by it. */
  readonly names?: readonly string[]
}

/** Something that may happen once: a client assertion's `jti` (RFC 7523 §3) or a DPoP proof's (RFC 9449 §11.1) until it expires. */
export interface UsedAssertion {
  /** Digest of whose it is and the `jti`. */
  readonly id: string
  readonly exp: number
}

/** Failed sign-ins of one account or one address. */
export interface SignInAttempts {
  readonly id: string
  readonly count: number
  readonly exp: number
}

/**
 * Whether attempts that are counted for so many seconds still count. Their end may lie further away than that, by as much again, since the clocks
 * of servers differ; what lies beyond was written before the clock was set back.
 */
export function stillCount(attempts: Pick<SignInAttempts, 'exp'>, now: number, seconds: number): boolean {
  return attempts.exp > now && attempts.exp <= now + 2 * seconds
}

/** The private keys that the playground keeps for a client. */
export interface PlaygroundKey {
  readonly client_id: string
  /** With which it signs for the client; the public half is registered. */
  readonly jwk?: Jwk
  /** With which the client proves itself by `tls_client_auth`. */
  readonly certificate?: PlaygroundCertificate
  /** With which it opens what comes encrypted to the client. */
  readonly encryption?: readonly Jwk[]
}

/** A certificate with its private key, and the certificate of the authority that vouches for it alone; certificates in PEM. */
export interface PlaygroundCertificate {
  readonly jwk: Jwk
  readonly cert: string
  readonly authority: string
  /** The name in it by which the client is known, as its metadata has it (RFC 8705 §2.1.2). */
  readonly naming: { readonly name: string; readonly value: string }
}

/** A logout that a client has to be told, and how that went (OpenID Connect Back-Channel Logout §2.5). */
export interface LogoutDelivery {
  readonly id: string
  readonly client_id: string
  readonly sub: string
  readonly sid: string
  readonly status: 'waiting' | 'delivered' | 'failed'
  readonly tries: number
  /** Of one that waits: who makes it now, or waits to. */
  readonly lease?: Lease
  readonly problem?: string
  /** Seconds since 1970. */
  readonly at: number
  readonly exp: number
}
