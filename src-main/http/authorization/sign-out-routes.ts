import type { Request, RequestHandler, Response } from 'express'
import type { FrontDoor } from '../../accounts'
import type { Inspector } from '../../inspector'
import {
  ENDPOINT_PATHS,
  OAuthError,
  parseForm,
  type BrowserRequest,
  type Protocol,
  type SignOutOutcome
} from '../../oauth'
import type { Clock, Log, Random } from '../../ports'
import { authorizationParameters } from './authorization-parameters'
import { browserOf, type Browser } from './browser'
import { rawExchangeOf } from '../exchange-tape'
import { foreignForm } from './foreign-form'
import type { Pages } from '../pages'
import { FORM, readBody } from '../read-body'
import { bugRefusal, refusalOf } from '../answers/refusal-answer'
import { splitTarget } from '../request-head'
import { seeOther } from './see-other'
import { showCheckSession } from './show-check-session'
import { clientAddress } from '../listening/trusted-proxies'

export interface SignOutRoutesDeps {
  readonly accounts: Pick<FrontDoor, 'signIns'>
  readonly protocol: Pick<Protocol, 'signOut'>
  readonly pages: Pages
  readonly inspector: Pick<Inspector, 'record'>
  readonly random: Random
  readonly clock: Clock
  readonly log: Log
}

/** What there is to say of a request once it is answered. */
interface Told {
  client_id?: string | undefined
  sub?: string | undefined
}

type Handle = (request: Request, response: Response, told: Told, deps: SignOutRoutesDeps) => Promise<void>

/** Where it is asked, and how each method is answered. */
const ROUTES: Readonly<Record<string, Readonly<Record<string, Handle>>>> = {
  [ENDPOINT_PATHS.endSession]: { GET: endSession, POST: endSession },
  '/sign-out': { GET: askToSignOut, POST: takeDecision },
  [ENDPOINT_PATHS.checkSession]: { GET: showCheckSession }
}

/** The `end_session_endpoint`, /sign-out, and the session iframe, over HTTP. */
export function createSignOutRoutes(deps: SignOutRoutesDeps): RequestHandler {
  const { clock, inspector, pages } = deps

  return async (request, response, next) => {
    const { path } = splitTarget(request.url)
    const methods = Object.hasOwn(ROUTES, path) ? ROUTES[path] : undefined
    if (!methods) return next()
    const startedAt = clock.nowMs()
    const told: Told = {}
    let refusal: OAuthError | undefined
    try {
      await requireMethod(methods, request.method, path)(request, response, told, deps)
    } catch (error) {
      if (request.destroyed && !request.complete) return // The browser went away in the middle.
      refusal = refusalOf(error) ?? bugRefusal(error, { method: request.method, path }, deps)
      for (const [name, value] of Object.entries(refusal.headers)) response.setHeader(name, value)
      pages.error(request, response, refusal)
    }
    // An iframe asks for nothing of the protocol's, and would hide what does.
    if (path === ENDPOINT_PATHS.checkSession) return
    inspector.record(
      {
        at: startedAt,
        method: request.method,
        path,
        client_id: told.client_id,
        status: response.statusCode,
        refusal,
        durationMs: clock.nowMs() - startedAt
      },
      rawExchangeOf(request, response, told.sub)
    )
  }
}

/** OpenID Connect RP-Initiated Logout §2. */
async function endSession(
  request: Request,
  response: Response,
  told: Told,
  deps: SignOutRoutesDeps
): Promise<void> {
  const read = await authorizationParameters(request)
  if ('askAgainAt' in read) return seeOther(response, read.askAgainAt)
  await ask(request, response, { told, parameters: read.parameters }, deps)
}

/** A person who came by themselves. */
async function askToSignOut(...[request, response, told, deps]: Parameters<Handle>): Promise<void> {
  await ask(request, response, { told, parameters: '' }, deps)
}

async function ask(
  request: Request,
  response: Response,
  { told, parameters }: { told: Told; parameters: string },
  deps: SignOutRoutesDeps
): Promise<void> {
  const browser = browserOf(request, response, deps)
  const asked = { ...(await knownOf(browser, told, deps)), method: request.method, parameters }
  const outcome = await deps.protocol.signOut.request({ ...asked, ip: clientAddress(request) })
  answer(outcome, { request, response, browser }, deps.pages)
}

/** The answer on the confirmation page, which carries the browser's form token. */
async function takeDecision(...[request, response, told, deps]: Parameters<Handle>): Promise<void> {
  const form = parseForm(await readBody(request, [FORM]))
  const browser = browserOf(request, response, deps)
  if (!browser.isFormToken(form.get('form_token'))) throw foreignForm()
  const decision = form.require('decision', 'sign-out or stay.')
  if (decision !== 'sign-out' && decision !== 'stay') throw unknownDecision()
  const id = form.require('id', 'which sign-out is meant.')
  const outcome = await deps.protocol.signOut.confirm(id, decision, await knownOf(browser, told, deps))
  answer(outcome, { request, response, browser }, deps.pages)
}

/** Who is at the browser. */
async function knownOf(
  browser: Browser,
  told: Told,
  { accounts }: Pick<SignOutRoutesDeps, 'accounts'>
): Promise<Pick<BrowserRequest, 'browserId' | 'sessionId' | 'observe'>> {
  const { sessionToken } = browser
  const resumed = sessionToken === undefined ? undefined : await accounts.signIns.resume(sessionToken)
  told.sub = resumed?.session.sub
  return {
    browserId: browser.id,
    ...(resumed && { sessionId: resumed.session.id }),
    observe: ({ client_id }) => void (told.client_id = client_id)
  }
}

function answer(
  outcome: SignOutOutcome,
  { request, response, browser }: { request: Request; response: Response; browser: Browser },
  pages: Pages
): void {
  switch (outcome.kind) {
    case 'confirm':
      return pages.confirmSignOut(request, response, outcome, browser.formToken)
    case 'stays':
      return pages.staysSignedIn(request, response, outcome)
    case 'signed-out':
      if (browser.sessionToken !== undefined) browser.clearSession()
      // Nothing to load first: the person goes on at once (RP-Initiated Logout §3).
      if (outcome.location !== undefined && !outcome.frontChannel.length)
        return seeOther(response, outcome.location)
      return pages.signedOut(request, response, outcome)
  }
}

function requireMethod(methods: Readonly<Record<string, Handle>>, method: string, path: string): Handle {
  // A HEAD of the iframe only: what a GET of the others would do, such as ending a session, it must not (RFC 9110 §9.3.2).
  const isHarmless = method === 'HEAD' && path === ENDPOINT_PATHS.checkSession
  const handle = methods[isHarmless ? 'GET' : method]
  if (handle && Object.hasOwn(methods, isHarmless ? 'GET' : method)) return handle
  const allowed = Object.keys(methods).join(', ')
  throw new OAuthError(
    'invalid_request',
    'method-not-allowed',
    `${path} is asked by ${Object.keys(methods).join(' or ')}, not by ${method}.`,
    { status: 405, headers: { Allow: allowed } }
  )
}

function unknownDecision(): OAuthError {
  return new OAuthError(
    'invalid_request',
    'parameter-malformed',
    'The parameter decision is none of sign-out and stay.'
  )
}
