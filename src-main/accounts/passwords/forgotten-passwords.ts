import type { MailedCode, User } from '../../model'
import type { Store } from '../../ports'
import { findByLogin } from '../sign-in/find-by-login'
import type { ForgottenPasswords } from '../front-door'
import { inLanguageOf } from '../in-language-of'
import { mailAddressOf } from '../mail/mail-address'
import type { MailedCodes } from '../mail/mailed-codes'
import { newPasswordProblems } from './new-password'
import type { Passwords } from './passwords'
import type { SignInLimits } from '../sign-in/sign-in-limits'

const LONGEST_EMAIL = 254

/** Replacing a forgotten password with a mailed code (OWASP, Forgot Password Cheat Sheet). */
export function createForgottenPasswords(dependencies: {
  store: Pick<Store, 'users' | 'settings'>
  codes: MailedCodes
  limits: SignInLimits
  passwords: Pick<Passwords, 'setPassword'>
}): ForgottenPasswords {
  const { store, codes, limits, passwords } = dependencies
  const isOpen = async () => (await store.settings.get()).accounts.forgot_password

  /** Whom a code reaches; nobody else learns whether there is anybody. */
  async function reachable(typed: string): Promise<{ user: User; email: string } | undefined> {
    const user = (await isOpen()) ? await findByLogin(store, typed) : undefined
    const email = user && !user.blocked ? mailAddressOf(user) : undefined
    return user && email !== undefined ? { user, email } : undefined
  }

  /** The person of a step, as they are now, while the code still reached them. */
  async function personOf({ purpose, username, email }: MailedCode): Promise<User | undefined> {
    const user = username === undefined ? undefined : await store.users.get(username)
    const isSame = user && !user.blocked && mailAddressOf(user) === email
    return isSame && purpose === 'reset_password' && (await isOpen()) ? user : undefined
  }

  return {
    isOpen,

    async begin(typed, visitor) {
      const found = await reachable(typed)
      const email = found?.email ?? typed.trim().slice(0, LONGEST_EMAIL)
      const username = found ? { username: found.user.username } : {}
      const begun = await codes.begin(
        { purpose: 'reset_password', email, ...username },
        inLanguageOf(found?.user, visitor)
      )
      return begun.outcome === 'limited' ? begun : { step: begun.step }
    },

    async confirm(step, code, visitor) {
      const tried = await codes.confirm(step, code, visitor, ['reset_password'])
      return tried.outcome === 'confirmed' ? { outcome: 'confirmed' } : tried
    },

    async replace(step, request, visitor) {
      const record = await codes.confirmed(step, visitor)
      const user = record && (await personOf(record))
      if (!record || !user) return { outcome: 'expired' }
      const problems = newPasswordProblems(request, user.username)
      if (Object.keys(problems).length) return { outcome: 'refused', problems }
      if (!(await codes.take(record))) return { outcome: 'expired' }
      if (!(await passwords.setPassword(user.username, request.password))) return { outcome: 'expired' }
      await limits.lift(user.username)
      // The code proved the address too.
      const email = { email: record.email, email_verified: true }
      const replaced = await store.users.update(user.username, (current) =>
        mailAddressOf(current) === record.email ? { ...current, ...email } : current
      )
      return { outcome: 'replaced', user: replaced }
    }
  }
}
