import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Client } from '../../model'
import type { Landed } from '../authorization/landing'
import type { AuthorizationOutcome, OAuthError, SignOutOutcome } from '../../oauth'

/** The pages that other routes answer with. Each sets its own headers and ends the response; texts follow `ui_locales`, then Accept-Language. */
export interface Pages {
  /** A refusal that must not be sent to a client: what is wrong, what was expected, what mends it, with the refusal's status. */
  error(request: IncomingMessage, response: ServerResponse, refusal: OAuthError): void
  /** Form Post Response Mode: posts itself by script, and by a button without. */
  formPost(
    request: IncomingMessage,
    response: ServerResponse,
    outcome: Extract<AuthorizationOutcome, { kind: 'form_post' }>
  ): void
  /** The end of a device's sign-in (RFC 8628 §3.3): there is nowhere to return to but the device. */
  deviceDone(
    request: IncomingMessage,
    response: ServerResponse,
    outcome: { decision: 'approved' | 'denied'; client: Client }
  ): void
  /** Asks before signing out; its form posts `id`, `decision` (`sign-out` or `stay`) and the form token to /sign-out. */
  confirmSignOut(
    request: IncomingMessage,
    response: ServerResponse,
    outcome: Extract<SignOutOutcome, { kind: 'confirm' }>,
    formToken: string
  ): void
  /** Loads the front-channel addresses in iframes, then goes on to `location` where there is one (by script at once, and by a link). */
  signedOut(
    request: IncomingMessage,
    response: ServerResponse,
    outcome: Extract<SignOutOutcome, { kind: 'signed-out' }>
  ): void
  /** What a browser brought to the playground; undefined: nobody waits for it. */
  landed(request: IncomingMessage, response: ServerResponse, landed: Landed | undefined): void
  /** Brings what came on, to where the browser shows its cookies: by script, and by a button without. */
  handOver(
    request: IncomingMessage,
    response: ServerResponse,
    form: { action: string; fields: readonly (readonly [name: string, value: string])[] }
  ): void
  /** Hands over the fragment of its address, in a form with this field. */
  askFragment(request: IncomingMessage, response: ServerResponse, field: string): void
  /** The person stayed signed in. */
  staysSignedIn(
    request: IncomingMessage,
    response: ServerResponse,
    outcome: Extract<SignOutOutcome, { kind: 'stays' }>
  ): void
}
