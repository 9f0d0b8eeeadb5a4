import type { Clock, Log, PasswordHasher, Random, Store } from '../ports'
import { createDefaultAdministrator } from './default-administrator'
import { createPanelSessions, type PanelSessions } from './panel-sessions'
import { createPasswordCheck } from './password-check'
import { createPasswords, type Passwords } from './passwords'
import { createPendingPasswords } from './pending-passwords'
import { createSignIn, type SignIn } from './sign-in'
import { createSignInLimits } from './sign-in-limits'

export interface AccountsDependencies {
  readonly store: Pick<Store, 'users' | 'panelSessions' | 'signInAttempts' | 'settings'>
  readonly clock: Clock
  readonly random: Random
  readonly hasher: PasswordHasher
  readonly log: Log
}

export interface Accounts extends Passwords {
  readonly signIn: SignIn
  readonly sessions: PanelSessions
  /** Whether the documented default administrator can still sign in with the documented password. */
  defaultPasswordStands(): Promise<boolean>
  /** Hashes the clear passwords that a profile brought, one at a time; resolves when none is left or `signal` aborts. */
  hashPending(signal?: AbortSignal): Promise<void>
}

/** Everything about people who use the panel, connected. */
export function createAccounts(dependencies: AccountsDependencies): Accounts {
  const { store, clock, random, hasher, log } = dependencies
  const sessions = createPanelSessions({ store, clock, random })
  const limits = createSignInLimits({ store, clock })
  const check = createPasswordCheck({ hasher, random })
  const pending = createPendingPasswords({ store, hasher, log })
  return {
    sessions,
    signIn: createSignIn({ store, limits, check, pending, sessions }),
    ...createPasswords({ store, hasher, limits, check, sessions }),
    defaultPasswordStands: createDefaultAdministrator({ store, hasher }),
    hashPending: pending.hashAll
  }
}
