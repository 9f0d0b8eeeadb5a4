import type { CompleteDraft, Draft, PlaygroundExchange, ServerState } from '../../contract'
import type { Client, ClientAuthenticationName, ResponseType, Settings } from '../../model'
import type { Proof } from '../authentication'
import type { PlaygroundFlow } from '../flows'
import type { Mutation } from '../mutations'
import type { AskingPanel } from '../runs/tie'
import type { Target } from '../target/target'

/** Who asks for what: `client` is the draft's client, undefined where it is not theirs to use or belongs to another issuer. */
export interface Asked {
  readonly actor: string
  readonly draft: Draft
  readonly client: Client | undefined
  /** The panel in whose browser they sit; none: they ask from elsewhere. */
  readonly panel?: AskingPanel | undefined
  /** Told of everything that is sent for it. */
  readonly note?: ((exchange: PlaygroundExchange) => void) | undefined
}

/** Everything that a draft means at this moment. */
export interface Plan extends Asked {
  /** As it was asked, before anything was made wrong on purpose. */
  readonly asked: CompleteDraft
  /** As it is done. */
  readonly draft: CompleteDraft
  readonly state: ServerState
  readonly settings: Settings
  readonly flow: PlaygroundFlow
  readonly method: ClientAuthenticationName
  readonly credentials: Credentials
  readonly target: Target
  /** In a flow of the browser. */
  readonly responseType?: ResponseType
  readonly redirect_uri: string
  /** What is made wrong on purpose; nothing where it is empty. */
  readonly mutation: Mutation
}

/** What a client has to prove itself with, whenever it does. */
export type Credentials = Omit<Proof, 'audience' | 'now' | 'jti'>
