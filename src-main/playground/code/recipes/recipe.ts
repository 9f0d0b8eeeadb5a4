import type { PlaygroundFlowName } from '../../../contract'
import type { ClientAuthenticationName } from '../../../model'

/** What a library is set up with. */
export interface RecipeFacts {
  readonly issuer: string
  readonly flow: PlaygroundFlowName
  readonly client_id: string
  /** Left out: it comes from the variable CLIENT_SECRET. */
  readonly client_secret?: string
  readonly method: ClientAuthenticationName
  readonly redirect_uri: string
  readonly scope: string
}

/** How a library is set up for a flow; undefined where the library doesn't do that. */
export type Recipe = (facts: RecipeFacts) => string | undefined
