import type { Clock, Random, Store } from '../../ports'
import type { ClientRights } from './client-rights'

/** What the procedures of clients need. */
export interface ClientsDependencies {
  readonly store: Store
  readonly random: Random
  readonly clock: Clock
  readonly rights: ClientRights
}
