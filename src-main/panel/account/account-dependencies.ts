import type { Accounts } from '../../accounts'
import type { Clock, Store } from '../../ports'

/** What the procedures of one's own account need. */
export interface AccountDependencies {
  readonly store: Store
  readonly clock: Clock
  readonly accounts: Pick<
    Accounts,
    'changePassword' | 'goesWithAccount' | 'deleteAccount' | 'consents' | 'sessions' | 'endSignInSession'
  >
}
