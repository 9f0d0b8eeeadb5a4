import {
  namesOf,
  PASSWORD_AND_CODE_PROOF,
  PASSWORD_PROOF,
  QUICK_PROOF,
  type MailedCode,
  type Proof,
  type User
} from '../../model'
import type { Store } from '../../ports'
import { digest } from '../digest'
import { findByLogin } from './find-by-login'
import type { SignInResult, SignIns, Visitor } from '../front-door'
import { inLanguageOf } from '../in-language-of'
import { awaitsVerification, mailAddressOf } from '../mail/mail-address'
import type { MailedCodes } from '../mail/mailed-codes'
import type { OpenSignUp } from './open-sign-up'
import { createQuickChoices } from './quick-choices'
import type { SignInCheck } from './sign-in-check'
import type { SignInRecords } from './sign-in-records'
import type { SignInSessions } from '../sessions/sign-in-sessions'

type SignedIn = Extract<SignInResult, { outcome: 'signed-in' }>

/** Signing in for a client: by password, by a code after it, by one click. */
export function createSignIns(dependencies: {
  store: Pick<Store, 'users' | 'settings' | 'signInRecords'>
  check: SignInCheck
  codes: MailedCodes
  sessions: SignInSessions
  records: SignInRecords
  openSignUp: OpenSignUp
  loopbackOnly: boolean
}): SignIns {
  const { store, check, codes, sessions, records, openSignUp, loopbackOnly } = dependencies
  const isQuick = async () => loopbackOnly && (await store.settings.get()).accounts.quick_sign_in

  async function open(user: User, visitor: Visitor, proof: Proof): Promise<SignedIn> {
    const opened = await sessions.open(user, visitor, proof)
    await records.note(opened.session.sub, visitor, namesOf(user))
    return { outcome: 'signed-in', ...opened, user }
  }

  async function verifyEmail(user: User, email: string, visitor: Visitor): Promise<SignInResult> {
    const subject = { purpose: 'verify_email', email, username: user.username } as const
    const begun = await codes.begin(subject, inLanguageOf(user, visitor))
    return begun.outcome === 'limited' ? begun : { outcome: 'verify-email', step: begun.step, email }
  }

  /** The account of a confirmed step: one that waits to come into being, or one whose address is confirmed now. */
  async function confirmedUser(record: MailedCode): Promise<User | undefined> {
    if (record.purpose === 'sign_up')
      return (await store.settings.get()).accounts.registration ? openSignUp(record) : undefined
    const user = record.username === undefined ? undefined : await store.users.get(record.username)
    if (!user || user.blocked || mailAddressOf(user) !== record.email) return undefined
    return store.users.update(user.username, (current) => ({
      ...current,
      email: current.email ?? record.email,
      email_verified: true
    }))
  }

  return {
    async withPassword(request, visitor) {
      const checked = await check.verify({ ...request, ip: visitor.ip })
      if (checked.outcome !== 'ok') return checked
      const { user } = checked
      const email = mailAddressOf(user)
      if (email !== undefined && awaitsVerification(user, await store.settings.get()))
        return verifyEmail(user, email, visitor)
      const signedIn = await open(user, visitor, PASSWORD_PROOF)
      if (await check.isStillRight(user, request.password)) return signedIn
      await sessions.end(signedIn.session.id)
      return { outcome: 'wrong' }
    },

    async quick(name, visitor) {
      if (!(await isQuick())) return undefined
      const user = await findByLogin(store, name)
      return user && !user.blocked ? open(user, visitor, QUICK_PROOF) : undefined
    },

    async asChosen(username, visitor) {
      const user = await store.users.get(username)
      return user && !user.blocked ? open(user, visitor, QUICK_PROOF) : undefined
    },

    quickChoices: createQuickChoices({ store, isQuick }),
    resume: sessions.resume,
    end: async (token) => void (await sessions.end(digest(token))),

    async withMailedCode(step, code, visitor) {
      const tried = await codes.confirm(step, code, visitor, ['verify_email', 'sign_up'])
      if (tried.outcome !== 'confirmed') return tried
      if (!(await codes.take(tried.record))) return { outcome: 'expired' }
      const user = await confirmedUser(tried.record)
      return user ? open(user, visitor, PASSWORD_AND_CODE_PROOF) : { outcome: 'expired' }
    },

    mailAnotherCode: codes.another
  }
}
