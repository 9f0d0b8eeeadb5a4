import type { ServerState } from '../contract'
import type { Clock, HttpSender, Random, Store } from '../ports'

/** What the playground asks of the rest of the server. */
export interface PlaygroundDependencies {
  readonly store: Pick<Store, 'clients' | 'settings' | 'playgroundKeys'>
  readonly clock: Clock
  readonly random: Random
  readonly httpSender: HttpSender
  readonly issuer: () => string
  readonly serverState: () => ServerState
}
