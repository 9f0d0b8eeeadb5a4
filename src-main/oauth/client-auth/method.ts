import type { Client, ClientAuthenticationName } from '../../model'
import type { Form } from '../form'
import type { Awaitable, ClientCertificate } from '../../ports'
import type { RequestFacts } from '../protocol-request'

declare const proven: unique symbol

/** A client that has proven that it is itself. Only `authenticateClient` makes one. */
export type AuthenticatedClient = Client & { readonly [proven]: true }

/** The parts of a request that credentials may stand in. */
export interface CredentialRequest {
  readonly authorization?: string
  readonly form: Form
  readonly certificate?: ClientCertificate
  readonly observe?: (facts: RequestFacts) => void
}

/** What a client proves itself with: its secret, its assertion, nothing, or the certificate of its connection. */
export interface Evidence {
  /** The secret or the assertion; empty: neither. */
  readonly text: string
  readonly certificate?: ClientCertificate | undefined
}

/** What a request showed: whom it claims to come from, and how that can be checked. */
export interface Attempt {
  readonly clientId: string
  readonly evidence: Evidence
}

/** Where credentials travel. Methods that share a place are told apart by what the client is registered with. */
export interface CredentialPlace {
  /** As it is named to a developer. */
  readonly name: string
  /** What stands there is no credential of its own, and may stand beside one. Such a place is read last. */
  readonly mayStandBeside?: true
  /** What stands there, if anything. Throws OAuthError when it is malformed. */
  read(request: CredentialRequest): Attempt | undefined
}

/** One way for a client to prove itself (RFC 6749 §2.3). */
export interface ClientAuthenticationMethod {
  readonly name: ClientAuthenticationName
  readonly place: CredentialPlace
  /**
   * Throws OAuthError when the evidence doesn't prove it. `client` is undefined for one that isn't known: then it
   * does the work that it would do for a known one, and refuses with the same words.
   */
  verify(client: Client | undefined, evidence: Evidence): Awaitable<void>
}
