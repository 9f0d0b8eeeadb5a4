import type { PanelSession, User } from '../model'
import type { Store } from '../ports'
import { findByLogin } from './find-by-login'
import type { PanelSessions } from './panel-sessions'
import type { PasswordCheck } from './password-check'
import type { PendingPasswords } from './pending-passwords'
import type { SignInLimits } from './sign-in-limits'

export interface SignInAttempt {
  /** User name or e-mail address, in any spelling of letters. */
  readonly username: string
  readonly password: string
  readonly ip: string
  readonly userAgent: string
}

/** `refused` says neither which of name and password was wrong nor whether the person is blocked. */
export type SignInOutcome =
  | { outcome: 'signed_in'; user: User; token: string; session: PanelSession }
  | { outcome: 'refused' }
  | { outcome: 'limited'; retryAfterSeconds: number }

export type SignIn = (attempt: SignInAttempt) => Promise<SignInOutcome>

/** Signs a person in to the panel, under the limits. */
export function createSignIn(dependencies: {
  store: Pick<Store, 'users'>
  limits: SignInLimits
  check: PasswordCheck
  pending: PendingPasswords
  sessions: PanelSessions
}): SignIn {
  const { store, limits, check, pending, sessions } = dependencies

  return async ({ username, password, ip, userAgent }) => {
    const user = await findByLogin(store, username)
    const admission = await limits.admit(user?.username ?? username, ip)
    if (!admission.admitted) return { outcome: 'limited', retryAfterSeconds: admission.retryAfterSeconds }
    const matches = await check(user, password)
    if (!user || !matches || user.blocked) return { outcome: 'refused' }
    await admission.succeeded()
    if (user.password !== undefined) await pending.hashOne(user)
    const opened = await sessions.open(user, { ip, userAgent })
    if (await isStillPasswordOf(user, password)) return { outcome: 'signed_in', user, ...opened }
    await sessions.end(opened.session.id)
    return { outcome: 'refused' }
  }

  /**
   * A change of the password ends every session that is there. This one may have come after it with the former password, which
   * was compared while the change was under way; so it looks again once the session is there to be ended.
   */
  async function isStillPasswordOf(compared: User, password: string): Promise<boolean> {
    const user = await store.users.get(compared.username)
    const isSame = user?.password_hash === compared.password_hash && user?.password === compared.password
    return user !== undefined && (isSame || (await check(user, password)))
  }
}
