import type { Draft } from '../../contract'
import type { GrantType } from '../../model'
import type { Parameter } from '../authentication'

/** A flow of the playground: which grant it wants, and what it asks the token endpoint. */
export interface PlaygroundFlow {
  readonly grantType: GrantType
  /** Whether a client must be able to prove itself. */
  readonly confidentialOnly: boolean
  /** The flow's own parameters, in the order in which they are sent. */
  parameters(draft: Pick<Draft, 'scope'>): Parameter[]
}
