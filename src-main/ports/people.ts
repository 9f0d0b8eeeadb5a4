import type { SignInSession, User } from '../model'
import type { Awaitable } from './store/store'

/** How an attempt to sign in with name and password ended; the first two look alike from outside. */
export type PasswordOutcome =
  | { readonly outcome: 'ok'; readonly user: User }
  | { readonly outcome: 'wrong' }
  | { readonly outcome: 'limited'; readonly retryAfterSeconds: number }
  /** Right, but something is missing first, such as a confirmed e-mail address. */
  | { readonly outcome: 'step_missing'; readonly step: 'verify_email' }

/** What the protocol asks about people; `accounts` answers. */
export interface People {
  /** The person with this subject, while they are there and not blocked. */
  bySubject(sub: string): Awaitable<User | undefined>
  /** The person whom a hint means (`login_hint`: a user name or an e-mail address), while not blocked. */
  byLogin(name: string): Awaitable<User | undefined>
  /** Checks name and password with the limits of every sign-in; costs the same whoever is named. */
  authenticate(request: { username: string; password: string; ip: string }): Promise<PasswordOutcome>
  /** The sign-in session with this id, while it lives and its person may sign in. */
  session(id: string): Awaitable<SignInSession | undefined>
  /** Notes that a client got something in the session, so that a sign-out can tell it. */
  noteClient(sessionId: string, client_id: string): Promise<void>
  /** Ends a session and tells its clients; what was issued in it without `offline_access` ends with it. */
  endSession(id: string): Promise<void>
}
