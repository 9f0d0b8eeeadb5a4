import type { SignInResult } from '../../../accounts'
import type { Protocol } from '../../../oauth'
import type { NoticeView } from '../rendering/form-parts'
import { fill } from '../rendering/html'
import type { SendOptions } from '../rendering/send-page'
import type { Visit } from './visit'

/** A try that did not end in a sign-in: what the page says of it, and the status that it says it with. */
export interface FailedTry {
  readonly notice: NoticeView
  readonly options: SendOptions
}

// RFC 9110 §15.5.2 wants a challenge with every 401; browsers ignore schemes that they don't know.
const FORM_CHALLENGE = { 'WWW-Authenticate': 'Form realm="sign-in"' }

/** Opens the session of who signed in and goes on, or to the step that is missing; returns what to say otherwise. */
export async function settleSignIn(
  visit: Visit,
  result: SignInResult,
  { interactions }: Pick<Protocol, 'interactions'>
): Promise<FailedTry | undefined> {
  switch (result.outcome) {
    case 'signed-in':
      visit.browser.setSession(result.token)
      if (visit.interaction)
        await interactions.noteSignIn(visit.interaction.id, visit.browser.id, result.session.sub)
      visit.goOn()
      return undefined
    case 'verify-email':
      visit.goTo('/verify-email', { ...visit.query, step: result.step, email: result.email })
      return undefined
    case 'wrong':
      return {
        notice: { tone: 'err', title: visit.frame.t.signIn.wrong },
        options: { status: 401, headers: FORM_CHALLENGE }
      }
    case 'limited':
      return limitedTry(visit, result.retryAfterSeconds)
  }
}

/** Too many tries (RFC 6585 §4). */
export function limitedTry({ frame }: Pick<Visit, 'frame'>, retryAfterSeconds: number): FailedTry {
  const minutes = Math.max(1, Math.ceil(retryAfterSeconds / 60))
  return {
    notice: { tone: 'err', title: fill(frame.t.limited, { minutes }) },
    options: { status: 429, headers: { 'Retry-After': String(Math.ceil(retryAfterSeconds)) } }
  }
}
