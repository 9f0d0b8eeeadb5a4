import type { Request, Response } from 'express'
import type { FrontDoor, Visitor } from '../../../accounts'
import type { Client, Settings, SignInSession, User } from '../../../model'
import {
  ENDPOINT_PATHS,
  OAuthError,
  parseForm,
  type Form,
  type InteractionView,
  type Protocol
} from '../../../oauth'
import type { Random, Store } from '../../../ports'
import { browserOf, type Browser } from '../../authorization/browser'
import { FORM, readBody } from '../../read-body'
import { splitTarget } from '../../request-head'
import { foreignForm } from '../../authorization/foreign-form'
import { link, type Carried } from '../rendering/form-parts'
import { chooseLanguage, languageCookie, languageOf } from '../rendering/language'
import type { Frame } from '../rendering/page-frame'
import { seeOther, sendPage, type SendOptions, type ShownPage } from '../rendering/send-page'
import { TEXTS } from '../rendering/texts'
import { clientAddress } from '../../listening/trusted-proxies'

export interface VisitDeps {
  readonly accounts: FrontDoor
  readonly protocol: Pick<Protocol, 'interactions' | 'deviceCodes'>
  readonly random: Random
  readonly settings: () => Settings
  readonly issuer: () => string
  readonly scopes: Pick<Store['scopes'], 'get'>
  /** There where the panel is served. */
  readonly panel?: unknown
}

/** One request of a person to a page: who asks, on which way, and how to answer. */
export interface Visit {
  /** The query of a GET, the body of a POST. */
  readonly form: Form
  readonly browser: Browser
  readonly visitor: Visitor
  readonly signedIn?: { readonly session: SignInSession; readonly user: User }
  /** The authorization request that brought the person here; none: they came by themselves. */
  readonly interaction?: InteractionView
  readonly client?: Client
  readonly frame: Frame
  /** What every form of the page carries: its token and the interaction. */
  readonly carried: Carried
  /** What its links carry. */
  readonly query: Carried
  show(page: ShownPage, options?: SendOptions): void
  goTo(path: string, query?: Carried): void
  /** On to the next step, which the authorization endpoint names; back to /sign-in for who came without a client. */
  goOn(): void
}

/** What of a form a page needs to be shown again in another language; nothing that was typed. */
const PLACES = ['interaction', 'step', 'email', 'stage', 'another', 'user_code'] as const

/** Reads a request. Throws OAuthError for a form that is malformed or not ours, and for an interaction that is not there. */
export async function openVisit(request: Request, response: Response, deps: VisitDeps): Promise<Visit> {
  const isPost = request.method === 'POST'
  const { path, query: search } = splitTarget(request.url)
  const form = parseForm(isPost ? await readBody(request, [FORM]) : search)
  const browser = browserOf(request, response, deps)
  if (isPost && !browser.isFormToken(form.get('form_token'))) throw foreignForm()
  const { sessionToken } = browser
  const signedIn = sessionToken === undefined ? undefined : await deps.accounts.signIns.resume(sessionToken)
  const interaction = await requireInteraction(form, browser, signedIn?.session.id, deps)
  const query = { interaction: interaction?.id }
  const frame = frameOf(request, response, { form, path, interaction, branding: deps.settings().branding })
  return {
    form,
    browser,
    visitor: { ...visitorOf(request, browser, interaction), locale: frame.language },
    ...(signedIn && { signedIn }),
    ...(interaction && { interaction, client: interaction.client }),
    frame,
    carried: { form_token: browser.formToken, ...query },
    query,
    show: (page, options) => sendPage(response, frame, page, options),
    goTo: (to, toQuery = query) => seeOther(response, link(to, toQuery)),
    goOn: () => seeOther(response, interaction ? link(ENDPOINT_PATHS.authorization, query) : '/sign-in')
  }
}

function visitorOf(request: Request, browser: Browser, interaction: InteractionView | undefined): Visitor {
  return {
    browserId: browser.id,
    ip: clientAddress(request),
    userAgent: request.headers['user-agent'] ?? '',
    ...(browser.sessionToken !== undefined && { sessionToken: browser.sessionToken }),
    ...(interaction && { client_id: interaction.client.client_id })
  }
}

async function requireInteraction(
  form: Form,
  browser: Browser,
  sessionId: string | undefined,
  { protocol }: VisitDeps
): Promise<InteractionView | undefined> {
  const id = form.get('interaction')
  if (id === undefined) return undefined
  const view = await protocol.interactions.view(id, {
    browserId: browser.id,
    ...(sessionId !== undefined && { sessionId })
  })
  if (view) return view
  throw new OAuthError(
    'invalid_request',
    'interaction-unknown',
    'There is no such sign-in in this browser: it has expired, has ended, or was begun in another browser.'
  )
}

function frameOf(
  request: Request,
  response: Response,
  {
    form,
    path,
    interaction,
    branding
  }: Pick<Visit, 'form'> &
    Pick<Frame, 'branding'> & { path: string; interaction: InteractionView | undefined }
): Frame {
  const cookie = languageCookie(request)
  const chosen = languageOf(form.get('lang'))
  if (chosen) response.append('Set-Cookie', cookie.lineFor(chosen))
  const language = chooseLanguage({
    chosen: chosen ?? cookie.value,
    uiLocales: interaction?.uiLocales ?? [],
    acceptLanguage: request.headers['accept-language']
  })
  const place = Object.fromEntries(PLACES.map((name) => [name, form.get(name)]))
  return {
    language,
    t: TEXTS[language],
    branding,
    inLanguage: (other) => link(path, { ...place, lang: other })
  }
}
