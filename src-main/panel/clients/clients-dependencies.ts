import type { Accounts } from '../../accounts'
import type { Inspector } from '../../inspector'
import type { Clock, Random, Store } from '../../ports'
import type { RestorePoint } from '../profile'
import type { ClientRights } from './client-rights'

/** What the procedures of clients need. */
export interface ClientsDependencies {
  readonly store: Store
  readonly random: Random
  readonly clock: Clock
  readonly rights: ClientRights
  readonly restorePoint: Pick<RestorePoint, 'beforeRemoving'>
  readonly accounts: Pick<Accounts, 'endSignInSession'>
  readonly inspector: Pick<Inspector, 'list' | 'subscribe'>
}
