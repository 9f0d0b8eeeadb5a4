import type { Draft, PlaygroundAction, PlaygroundExchange, PlaygroundRun, TokenUse } from '../../contract'
import type { Client, ClientAuthenticationName } from '../../model'
import type { Parameter, Proof } from '../authentication'
import type { BuiltRequest } from '../built-request'

/** A request's surroundings: what it is for, and with what its client proves itself. */
export interface MutatedAt {
  readonly action: PlaygroundAction
  readonly client: Client | undefined
  readonly method: ClientAuthenticationName
  readonly proof: Proof
}

/** Where a step differs: another draft, in the name of another client; what is left out stays as it is. */
export interface StepOf {
  readonly draft?: Draft
  readonly client?: Client
}

/** The steps of a flow without a person, for changes that need more than one, or another order. */
export interface MutationSteps {
  readonly draft: Draft
  readonly client: Client | undefined
  /** Signs in and agrees as the chosen person; a device is started and waits. `asNobody`: without a session. */
  authorize(options?: { draft?: Draft; asNobody?: boolean }): Promise<PlaygroundRun>
  /** What came to the redirect URI, as an exchange. Throws RequestNotBuilt where nothing did. */
  answerOf(run: PlaygroundRun): PlaygroundExchange
  /** One token request: of a run its code, as often as asked, or one poll; without a run that of the draft. */
  exchange(run?: PlaygroundRun, by?: StepOf): Promise<PlaygroundExchange>
  /** The very same request once more, byte by byte. */
  again(exchange: PlaygroundExchange): Promise<PlaygroundExchange>
  /** Answers at the device as the chosen person. */
  decide(run: PlaygroundRun, decision: 'allow' | 'deny'): Promise<void>
  use(use: TokenUse, token: string, by?: StepOf): Promise<PlaygroundExchange>
  /** Another client that can prove itself, of the same owner. Throws RequestNotBuilt where there is none. */
  otherClient(): Promise<Client>
  /** Lets the client's lifetime of something pass. Throws RequestNotBuilt where that is more than a few seconds. */
  outlive(what: 'authorization_code' | 'access_token' | 'device_code'): Promise<void>
}

/** What the playground compares an ID token with. */
export interface IdTokenExpected {
  readonly audience: string
  readonly nonce?: string
}

/** How a flow is made wrong; each hook that is left out leaves its part as it is. */
export interface Mutation {
  /** The draft, before anything is planned from it. */
  draft?(draft: Draft, client: Client | undefined): Draft
  /** A request as it was built, before it leaves or is opened. Throws RequestNotBuilt. */
  request?(built: BuiltRequest, at: MutatedAt): BuiltRequest | Promise<BuiltRequest>
  /** What came to the redirect URI, before the playground looks at it. */
  callback?(parameters: readonly Parameter[]): Parameter[]
  /** The ID token of an answer, before it is verified. */
  idToken?(jwt: string): string
  /** What an ID token is compared with. */
  expects?(expected: IdTokenExpected): IdTokenExpected
  /** How the whole goes, where it isn't the flow's own order; resolves with the exchange that is judged. */
  run?(steps: MutationSteps): Promise<PlaygroundExchange>
}
