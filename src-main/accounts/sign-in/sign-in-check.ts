import type { User } from '../../model'
import type { Store } from '../../ports'
import { findByLogin } from './find-by-login'
import type { PasswordCheck } from '../passwords/password-check'
import type { PendingPasswords } from '../passwords/pending-passwords'
import type { SignInLimits } from './sign-in-limits'

/** `wrong` says neither which of name and password was wrong nor whether the person is blocked. */
export type CheckedSignIn =
  | { readonly outcome: 'ok'; readonly user: User }
  | { readonly outcome: 'wrong' }
  | { readonly outcome: 'limited'; readonly retryAfterSeconds: number }

/** Name and password, wherever somebody gives them: in the panel, on a page, in a token request. */
export interface SignInCheck {
  /** Counts the try before it compares, for the account and for the address, on all doors together. */
  verify(request: {
    readonly username: string
    readonly password: string
    readonly ip: string
  }): Promise<CheckedSignIn>
  /**
   * A change of the password ends every session that is there. One that was just opened may have come after it with the former
   * password, which was compared while the change was under way; so this looks again once the session is there to be ended.
   */
  isStillRight(compared: User, password: string): Promise<boolean>
}

export function createSignInCheck(dependencies: {
  store: Pick<Store, 'users'>
  limits: SignInLimits
  check: PasswordCheck
  pending: PendingPasswords
}): SignInCheck {
  const { store, limits, check, pending } = dependencies

  return {
    async verify({ username, password, ip }) {
      const user = await findByLogin(store, username)
      const admission = await limits.admit(user?.username ?? username, ip)
      if (!admission.admitted) return { outcome: 'limited', retryAfterSeconds: admission.retryAfterSeconds }
      const matches = await check(user, password)
      if (!user || !matches || user.blocked) return { outcome: 'wrong' }
      await admission.succeeded()
      if (user.password !== undefined) await pending.hashOne(user)
      return { outcome: 'ok', user }
    },

    async isStillRight(compared, password) {
      const user = await store.users.get(compared.username)
      const isSame = user?.password_hash === compared.password_hash && user?.password === compared.password
      return user !== undefined && (isSame || (await check(user, password)))
    }
  }
}
