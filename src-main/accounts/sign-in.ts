import type { PanelSession, User } from '../model'
import type { PanelSessions } from './panel-sessions'
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

export type SignIn = (attempt: SignInAttempt) => Promise<SignInOutcome>

/** Signs a person in to the panel, under the limits. */
export function createSignIn(dependencies: {
  check: SignInCheck
  records: SignInRecords
  sessions: PanelSessions
}): SignIn {
  const { check, records, sessions } = dependencies

  return async ({ username, password, ip, userAgent }) => {
    const checked = await check.verify({ username, password, ip })
    if (checked.outcome === 'limited') return checked
    if (checked.outcome === 'wrong') return { outcome: 'refused' }
    const { user } = checked
    const opened = await sessions.open(user, { ip, userAgent })
    if (await check.isStillRight(user, password)) {
      if (user.sub !== undefined) await records.note(user.sub, { ip, userAgent })
      return { outcome: 'signed_in', user, ...opened }
    }
    await sessions.end(opened.session.id)
    return { outcome: 'refused' }
  }
}
