import { accessLevelOf, hasAccess, namesOf, type PanelSession, type User } from '../../model'
import type { Store } from '../../ports'
import { awaitsVerification } from '../mail/mail-address'
import type { PanelSessions } from '../sessions/panel-sessions'
import type { SignInCheck } from './sign-in-check'
import type { SignInRecords } from './sign-in-records'

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
  /** Right, but the e-mail address waits to be confirmed, which happens on the sign-in page. */
  | { outcome: 'unverified' }

export type SignIn = (attempt: SignInAttempt) => Promise<SignInOutcome>

/**
 * Signs a person in to the panel, under the limits. Administrators aren't asked for a confirmed address: where no mail goes out yet, the panel
 * is the one place where codes can be read, and they would lock themselves out of it.
 */
export function createSignIn(dependencies: {
  store: Pick<Store, 'settings'>
  check: SignInCheck
  records: SignInRecords
  sessions: PanelSessions
}): SignIn {
  const { store, check, records, sessions } = dependencies

  return async ({ username, password, ip, userAgent }) => {
    const checked = await check.verify({ username, password, ip })
    if (checked.outcome === 'limited') return checked
    if (checked.outcome === 'wrong') return { outcome: 'refused' }
    const { user } = checked
    if (!isAdministrator(user) && awaitsVerification(user, await store.settings.get()))
      return { outcome: 'unverified' }
    const opened = await sessions.open(user, { ip, userAgent })
    if (await check.isStillRight(user, password)) {
      if (user.sub !== undefined) await records.note(user.sub, { ip, userAgent }, namesOf(user))
      return { outcome: 'signed_in', user, ...opened }
    }
    await sessions.end(opened.session.id)
    return { outcome: 'refused' }
  }
}

function isAdministrator({ roles }: User): boolean {
  return hasAccess(accessLevelOf(roles), 'administrator')
}
