import type { RawRequest } from '../../contract'
import type { Jwk, PlaygroundCertificate } from '../../model'

export type Parameter = RawRequest['parameters'][number]
export type Header = [name: string, value: string]

/** A signed assertion, whole and taken apart. */
export interface SignedAssertion {
  readonly jwt: string
  readonly header: Record<string, unknown>
  readonly claims: Record<string, unknown>
}

/** What a client has to prove itself with, and what an assertion must say. */
export interface Proof {
  readonly client_id: string
  readonly client_secret?: string
  readonly privateKey?: Jwk
  /** With which it proves itself by `tls_client_auth`. */
  readonly certificate?: PlaygroundCertificate
  /** Private keys that open what is encrypted to it. */
  readonly decryptionKeys?: readonly Jwk[]
  /** The algorithm that the client registered for its assertions. */
  readonly signingAlgorithm?: string
  /** The issuer, which is the assertion's audience (RFC 7523 §3). */
  readonly audience: string
  /** Seconds since 1970. */
  readonly now: number
  readonly jti: string
}

/** What a method adds to a request. */
export interface Authentication {
  readonly headers: readonly Header[]
  readonly parameters: readonly Parameter[]
  readonly assertion?: SignedAssertion
}

/** A way for the playground to prove a client. Throws RequestNotBuilt when the proof isn't fit for it. */
export type AuthenticationMethod = (proof: Proof) => Authentication | Promise<Authentication>
