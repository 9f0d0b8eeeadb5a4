import type { Client, PendingSignOut, SignInSession } from '../../model'
import type { Clock, People, Random, Store, TellClients } from '../../ports'
import type { BrowserRequest } from '../authorization/steps/authorization-outcome'
import { OAuthError } from '../oauth-error'
import type { BackChannel } from './back-channel'
import type { EndSession } from './end-session'
import type { ParseSignOutRequest, SignOutRequest } from './sign-out-request'

/** What a request to sign out leads to (OpenID Connect RP-Initiated Logout §2 and §3). */
export type SignOutOutcome =
  /** The person is asked first; `id` names the pending sign-out. */
  | { readonly kind: 'confirm'; readonly id: string; readonly client?: Client }
  /** The session is over. `frontChannel` are the addresses to load in iframes (OpenID Connect Front-Channel Logout §2); then on to `location`, where there is one. */
  | {
      readonly kind: 'signed-out'
      readonly client?: Client
      readonly location?: string
      readonly frontChannel: readonly string[]
    }
  /** The person stays signed in. */
  | { readonly kind: 'stays'; readonly client?: Client }

export interface SignOut {
  /** The `end_session_endpoint`. Throws OAuthError for what only a page may tell. */
  request(request: BrowserRequest): Promise<SignOutOutcome>
  /** The answer on the confirmation page. */
  confirm(
    id: string,
    decision: 'sign-out' | 'stay',
    browser: Pick<BrowserRequest, 'browserId' | 'sessionId' | 'observe'>
  ): Promise<SignOutOutcome>
  /** Tells the clients of a session that is over by the back channel; the accounts call it for every session that they end. */
  readonly tellClients: TellClients
  /** Takes up the deliveries that nobody is at: an earlier run of the server left them, or another server that died. */
  resumeDeliveries(): Promise<void>
}

/** Seconds that a confirmation page may stand open. */
const CONFIRMATION_LIFETIME = 600
const ID_CHARACTERS = 43

export interface SignOutDeps extends Pick<Store, 'clients' | 'pendingSignOuts'> {
  readonly people: Pick<People, 'session'>
  readonly parse: ParseSignOutRequest
  readonly endSession: EndSession
  readonly tellClients: TellClients
  readonly backChannel: Pick<BackChannel, 'resume'>
  readonly clock: Clock
  readonly random: Random
}

export function createSignOut(deps: SignOutDeps): SignOut {
  const { clients, pendingSignOuts, people, parse, endSession, backChannel, clock, random } = deps

  const sessionOf = async (id: string | undefined) => (id === undefined ? undefined : people.session(id))

  async function signOut(
    session: SignInSession | undefined,
    { client, location }: SignOutRequest
  ): Promise<SignOutOutcome> {
    const frontChannel = session ? await endSession(session.id) : []
    return {
      kind: 'signed-out',
      ...optional(client),
      ...(location !== undefined && { location }),
      frontChannel
    }
  }

  async function ask(request: SignOutRequest, browserId: string): Promise<SignOutOutcome> {
    const id = random.alphanumeric(ID_CHARACTERS)
    await pendingSignOuts.insert({
      id,
      browser_id: browserId,
      ...(request.client && { client_id: request.client.client_id }),
      ...(request.location !== undefined && { post_logout_redirect_uri: request.location }),
      exp: clock.nowSeconds() + CONFIRMATION_LIFETIME
    })
    return { kind: 'confirm', id, ...optional(request.client) }
  }

  async function requirePending(id: string, browserId: string): Promise<PendingSignOut> {
    const pending = await pendingSignOuts.get(id)
    if (pending?.browser_id === browserId) return pending
    throw new OAuthError(
      'invalid_request',
      'interaction-unknown',
      'This sign-out was answered already, waited too long, or began in another browser; sign out again.'
    )
  }

  return {
    async request({ parameters, browserId, sessionId, observe }) {
      const request = await parse(parameters)
      if (request.client) observe?.({ client_id: request.client.client_id })
      const session = await sessionOf(sessionId)
      // RP-Initiated Logout §2: only an ID token of this very session makes sure that the person wants it; else they are asked.
      return !session || isAbout(request, session) ? signOut(session, request) : ask(request, browserId)
    },

    async confirm(id, decision, { browserId, sessionId, observe }) {
      const pending = await requirePending(id, browserId)
      const client = pending.client_id === undefined ? undefined : await clients.get(pending.client_id)
      if (client) observe?.({ client_id: client.client_id })
      await pendingSignOuts.remove(id)
      if (decision === 'stay') return { kind: 'stays', ...optional(client) }
      const { post_logout_redirect_uri: location } = pending
      return signOut(await sessionOf(sessionId), {
        ...optional(client),
        ...(location !== undefined && { location })
      })
    },

    tellClients: deps.tellClients,
    resumeDeliveries: () => backChannel.resume()
  }
}

function isAbout({ hint }: SignOutRequest, session: SignInSession): boolean {
  return hint?.sub === session.sub && (hint.sid === undefined || hint.sid === session.sid)
}

function optional(client: Client | undefined): { client?: Client } {
  return client ? { client } : {}
}
