import type { Accounts } from '../../accounts'
import type { Clock, Random, Store } from '../../ports'
import type { RestorePoint } from '../profile'
import type { LastSignIns } from './last-sign-ins'
import type { UserRights } from './user-rights'

/** What the procedures of users need. */
export interface UsersDependencies {
  readonly store: Store
  readonly clock: Clock
  readonly random: Random
  readonly accounts: Pick<
    Accounts,
    | 'setPassword'
    | 'hashPassword'
    | 'removeAccount'
    | 'goesWithAccount'
    | 'endEverything'
    | 'defaultPasswordStands'
    | 'endSignInSession'
    | 'sessions'
  >
  readonly lastSignIns: Pick<LastSignIns, 'names'>
  readonly restorePoint: Pick<RestorePoint, 'beforeRemoving'>
  readonly rights: UserRights
}
