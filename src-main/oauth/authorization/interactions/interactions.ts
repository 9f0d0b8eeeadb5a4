import type { AuthorizationDetail, Client, Interaction, User } from '../../../model'
import type { Clock, Store } from '../../../ports'
import { OAuthError } from '../../oauth-error'
import type { Assess } from '../steps/assess'
import type { InteractionPage } from '../steps/authorization-outcome'
import type { InteractionRecords } from './interaction-records'
import type { OpenRequest, OpenRequestOf } from '../open-request'
import { RefusedAuthorization } from '../refused-authorization'

/** What a page of an interaction shows. Nothing in it is secret to the person at the browser. */
export interface InteractionView {
  readonly id: string
  readonly client: Client
  /** The page that is next; a browser that is on another one is sent to it, and with `done` back to the authorization endpoint. */
  readonly page: InteractionPage | 'done'
  /** The person who is signed in, where somebody is. */
  readonly user?: User
  /** The scope tokens that consent is asked for, those that this person can have. */
  readonly scope: readonly string[]
  /** Claims by name that are asked for beyond what the scopes bring. */
  readonly claims: readonly string[]
  readonly authorizationDetails: readonly AuthorizationDetail[]
  readonly loginHint?: string
  readonly uiLocales: readonly string[]
  /** Whether the client would rather have a new account made (Initiating User Registration 1.0, prompt=create). */
  readonly wantsAccount: boolean
  /** Whether it is about a device that waits (RFC 8628 §3.3), which has no page to return to. */
  readonly isDevice: boolean
  /** RFC 8628: the code that the person typed or scanned, to compare with the device's display. */
  readonly userCode?: string
}

/** The way of an authorization request through the pages. Every call names the browser; another one's interaction is not found. */
export interface Interactions {
  /** Undefined: there is none (expired, finished, another browser's). */
  view(id: string, browser: { browserId: string; sessionId?: string }): Promise<InteractionView | undefined>
  /** Somebody signed in on the way. */
  noteSignIn(id: string, browserId: string, sub: string): Promise<void>
  /** The person chose to go on as who they are; `prompt=select_account` is satisfied. */
  noteSelection(id: string, browserId: string, sub: string): Promise<void>
  /** The person's decision on the consent page. */
  noteConsent(
    id: string,
    browserId: string,
    consent: { sub: string; decision: 'allow' | 'deny'; scope: readonly string[] }
  ): Promise<void>
  /** The person went back without signing in: the client is told `access_denied`. */
  noteRefusal(id: string, browserId: string): Promise<void>
}

export function createInteractions({
  records,
  clients,
  openRequestOf,
  assess,
  clock
}: {
  records: InteractionRecords
  clients: Store['clients']
  openRequestOf: OpenRequestOf
  assess: Assess
  clock: Clock
}): Interactions {
  /** Undefined: it is refused by now, which the authorization endpoint tells. */
  async function open(interaction: Interaction): Promise<OpenRequest | undefined> {
    try {
      return await openRequestOf(interaction)
    } catch (error) {
      if (error instanceof OAuthError || error instanceof RefusedAuthorization) return undefined
      throw error
    }
  }

  return {
    async view(id, { browserId, sessionId }) {
      const interaction = await records.find(id, browserId)
      const client = interaction && (await clients.get(interaction.client_id))
      if (!interaction || !client) return undefined
      const request = await open(interaction)
      if (!request) return { ...NOTHING_ASKED, id, client, page: 'done' }
      const { step, signedIn } = await assess(request.wish, interaction, sessionId)
      return {
        ...NOTHING_ASKED,
        ...asked(request),
        ...(signedIn && { user: signedIn.user }),
        ...(signedIn && !(signedIn.asked instanceof OAuthError) && signedIn.asked),
        id,
        client,
        page: step.kind === 'page' ? step.page : 'done'
      }
    },
    noteSignIn: (id, browserId, sub) =>
      records.change(id, browserId, (current) => ({
        ...current,
        signed_in_at: clock.nowSeconds(),
        selected_sub: sub
      })),
    noteSelection: (id, browserId, sub) =>
      // Whoever signed in before that was somebody else, so it settles nothing for this person.
      records.change(id, browserId, ({ signed_in_at, ...current }) => ({
        ...current,
        ...(current.selected_sub === sub && signed_in_at !== undefined && { signed_in_at }),
        selected_sub: sub
      })),
    noteConsent: (id, browserId, { sub, decision, scope }) =>
      records.change(id, browserId, (current) => ({
        ...current,
        consent: { sub, decision, scope: scope.join(' ') }
      })),
    noteRefusal: (id, browserId) =>
      records.change(id, browserId, (current) => ({ ...current, refused: true }))
  }
}

const NOTHING_ASKED = {
  scope: [],
  claims: [],
  authorizationDetails: [],
  uiLocales: [],
  wantsAccount: false,
  isDevice: false
}

function asked(request: OpenRequest) {
  const { loginHint, uiLocales, prompt } = request.wish
  return {
    uiLocales,
    wantsAccount: prompt.includes('create'),
    ...(loginHint !== undefined && { loginHint }),
    ...(request.kind === 'device' && { isDevice: true, userCode: request.device.user_code })
  }
}
