import type { GrantType } from '../../model'
import type { Parameter, Proof } from '../authentication'

/** What a person said about a request, and what the client has to sign with. */
export interface FlowInput {
  readonly scope?: string
  /** By the names of the contract's PLAYGROUND_FIELDS; what a run brought, such as `code`, besides. */
  readonly values: Readonly<Record<string, string>>
  readonly proof: Proof
}

/** A flow of the playground: which grant it wants, and what it asks the token endpoint. */
export interface PlaygroundFlow {
  /** What the client must be allowed. */
  readonly grantTypes: readonly GrantType[]
  /** Whether a client must be able to prove itself. */
  readonly confidentialOnly: boolean
  /** Whether something is signed with the client's own key, whatever method it proves itself by. */
  readonly signs?: boolean
  /** The token request's own parameters, in the order in which they are sent. Throws RequestNotBuilt where nothing can be signed. */
  parameters(input: FlowInput): Parameter[] | Promise<Parameter[]>
}
