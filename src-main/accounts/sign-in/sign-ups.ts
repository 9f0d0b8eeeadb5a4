import { foldName, namesOf, networkOf, PASSWORD_PROOF } from '../../model'
import type { PasswordHasher, Store } from '../../ports'
import type { AttemptCounter } from './attempt-counter'
import { serverMail } from '../mail/code-mail'
import type { FieldProblem, SignInResult, SignUps, Visitor } from '../front-door'
import { parseEmail } from '../mail/mail-address'
import type { MailedCodes } from '../mail/mailed-codes'
import { newPasswordProblems } from '../passwords/new-password'
import { isTaken, type OpenSignUp } from './open-sign-up'
import type { Outbox } from '../mail/outbox'
import type { SignInRecords } from './sign-in-records'
import type { SignInSessions } from '../sessions/sign-in-sessions'

const LONGEST_EMAIL = 254

/** Signing up by oneself, as a user without further roles. */
export function createSignUps(dependencies: {
  store: Pick<Store, 'users' | 'settings'>
  hasher: PasswordHasher
  counter: AttemptCounter
  codes: MailedCodes
  outbox: Outbox
  sessions: SignInSessions
  records: SignInRecords
  openSignUp: OpenSignUp
  issuer: () => string
}): SignUps {
  const { store, hasher, counter, codes, outbox, sessions, records, openSignUp, issuer } = dependencies
  const isOpen = async () => (await store.settings.get()).accounts.registration

  /** Seconds to wait: an address that signs up again and again learns too much of who has an account. */
  async function wait(ip: string): Promise<number> {
    const { limits } = await store.settings.get()
    if (!limits.rate_limiting) return 0
    const limit = { attempts: limits.sign_in_attempts, pause: limits.sign_in_pause }
    return counter.count(`sign-up:${networkOf(ip)}`, limit)
  }

  /** The account comes into being with the code; to whom the address belongs already is told by mail, and the page shows no difference. */
  async function begin(email: string, password: string, visitor: Visitor): Promise<SignInResult> {
    const password_hash = await hasher.hash(password)
    const taken = await isTaken(store, email)
    const begun = await codes.begin(
      { purpose: 'sign_up', email, ...(taken ? {} : { password_hash }) },
      visitor
    )
    if (begun.outcome === 'limited') return begun
    const told = { settings: await store.settings.get(), issuer: issuer(), language: visitor.locale }
    if (taken) await outbox.post(serverMail('taken', email, told))
    return { outcome: 'verify-email', step: begun.step, email }
  }

  return {
    isOpen,

    async signUp({ email: typed, password, confirm }, visitor) {
      if (!(await isOpen())) return { outcome: 'refused', problems: {} }
      const email = parseEmail(typed)
      const problems = {
        ...(email === undefined ? { email: emailProblem(typed) } : {}),
        ...newPasswordProblems({ password, confirm }, foldName(typed))
      }
      if (email === undefined || Object.keys(problems).length) return { outcome: 'refused', problems }
      const retryAfterSeconds = await wait(visitor.ip)
      if (retryAfterSeconds) return { outcome: 'limited', retryAfterSeconds }
      if ((await store.settings.get()).accounts.email_verification) return begin(email, password, visitor)
      const taken = { outcome: 'refused', problems: { email: 'taken' } } as const
      if (await isTaken(store, email)) return taken
      const user = await openSignUp({ email, password_hash: await hasher.hash(password) }, false)
      if (!user) return taken
      const opened = await sessions.open(user, visitor, PASSWORD_PROOF)
      await records.note(opened.session.sub, visitor, namesOf(user))
      return { outcome: 'signed-in', ...opened, user }
    }
  }
}

function emailProblem(typed: string): FieldProblem {
  if (typed.trim() === '') return 'missing'
  return typed.trim().length > LONGEST_EMAIL ? 'too-long' : 'malformed'
}
