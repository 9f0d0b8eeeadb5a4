import type { SignInSession, User } from '../model'

/** Who stands at the door: the browser, as far as it can be told. */
export interface Visitor {
  /** The digest of the browser's own cookie; the steps of a sign-in are bound to it. */
  readonly browserId: string
  readonly ip: string
  readonly userAgent: string
  /** The cookie's value of the session that is there already: it ends when another one takes its place. */
  readonly sessionToken?: string
  /** The client for which the person signs in. */
  readonly client_id?: string
  /** The language of the page, as a BCP 47 tag; what is mailed to the person is written in it. */
  readonly locale?: string
}

/** How a try to sign in ended. An unknown name and a wrong password look alike, and take the same time. */
export type SignInResult =
  /** `token` is the value of the session's cookie, which only the browser keeps. */
  | {
      readonly outcome: 'signed-in'
      readonly token: string
      readonly session: SignInSession
      readonly user: User
    }
  /** A code was mailed; `step` names the step that it belongs to. */
  | { readonly outcome: 'verify-email'; readonly step: string; readonly email: string }
  | { readonly outcome: 'wrong' }
  | { readonly outcome: 'limited'; readonly retryAfterSeconds: number }

/** How a mailed code was taken. */
export type CodeResult =
  | { readonly outcome: 'wrong-code'; readonly triesLeft: number }
  /** Used up, too old, or of another browser: the step begins anew. */
  | { readonly outcome: 'expired' }

/** Signing in for a client, apart from the panel (settings.accounts). */
export interface SignIns {
  withPassword(request: { username: string; password: string }, visitor: Visitor): Promise<SignInResult>
  /** One click on a card, or a `login_hint`, while quick sign-in is on and the server listens on loopback alone; undefined: it isn't, or there is nobody. */
  quick(name: string, visitor: Visitor): Promise<SignInResult | undefined>
  /** In the name of somebody whom a person that may act for them chose, such as in the playground; undefined: there is nobody, or they are blocked. */
  asChosen(username: string, visitor: Visitor): Promise<SignInResult | undefined>
  /** The people on the cards, those who signed in last first; empty while quick sign-in is off. */
  quickChoices(limit: number): Promise<readonly User[]>
  /** The session of a cookie's value, while it lives and its person may sign in; notes that it was used. */
  resume(token: string): Promise<{ readonly session: SignInSession; readonly user: User } | undefined>
  end(token: string): Promise<void>
  withMailedCode(step: string, code: string, visitor: Visitor): Promise<SignInResult | CodeResult>
  /**
   * Mails another code for the step, which takes the place of the former. `waitSeconds` 0: it was mailed; more: nothing was mailed, since
   * one is due only after so many seconds. Undefined: the step has ended. Serves the steps of a forgotten password and of a sign-up too.
   */
  mailAnotherCode(step: string, visitor: Visitor): Promise<{ readonly waitSeconds: number } | undefined>
}

/** Why a field of a form is refused: an id that the pages translate. */
export type FieldProblem = 'missing' | 'malformed' | 'taken' | 'too-short' | 'too-long' | 'differs'

/** Signing up (settings.accounts.registration). */
export interface SignUps {
  isOpen(): Promise<boolean>
  /** With e-mail verification on, an address that is taken looks like a free one, and its owner is told by mail. */
  signUp(
    request: { email: string; password: string; confirm: string },
    visitor: Visitor
  ): Promise<
    SignInResult | { readonly outcome: 'refused'; readonly problems: Readonly<Record<string, FieldProblem>> }
  >
}

/** Replacing a forgotten password (settings.accounts.forgot_password). */
export interface ForgottenPasswords {
  isOpen(): Promise<boolean>
  /** Mails a code where the address is known; looks alike and takes as long where it isn't. */
  begin(
    email: string,
    visitor: Visitor
  ): Promise<{ readonly step: string } | { readonly outcome: 'limited'; readonly retryAfterSeconds: number }>
  confirm(
    step: string,
    code: string,
    visitor: Visitor
  ): Promise<{ readonly outcome: 'confirmed' } | CodeResult>
  /** Sets the new password after `confirm`; every session of the person ends. */
  replace(
    step: string,
    request: { password: string; confirm: string },
    visitor: Visitor
  ): Promise<
    | { readonly outcome: 'replaced'; readonly user: User }
    | { readonly outcome: 'expired' }
    | { readonly outcome: 'refused'; readonly problems: Readonly<Record<string, FieldProblem>> }
  >
}

/** What the pages of the person who signs in ask of the accounts. */
export interface FrontDoor {
  readonly signIns: SignIns
  readonly signUps: SignUps
  readonly forgottenPasswords: ForgottenPasswords
}
