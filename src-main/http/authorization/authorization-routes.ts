import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FrontDoor } from '../../accounts'
import type { Inspector } from '../../inspector'
import { ENDPOINT_PATHS, OAuthError, type AuthorizationOutcome, type Protocol } from '../../oauth'
import type { FaultKind } from '../../model'
import type { Clock, Faults, Log, Random } from '../../ports'
import { answerWith } from '../answers/answer'
import { authorizationParameters } from './authorization-parameters'
import { browserOf } from './browser'
import { claimedClient } from './claimed-client'
import { rawExchangeOf } from '../exchange-tape'
import type { AnswerBug, Gate } from '../gates'
import type { NoteAuthorization } from '../note-authorization'
import type { Pages } from '../pages'
import { bugRefusal, refusalOf } from '../answers/refusal-answer'
import { splitTarget } from '../request-head'
import { seeOther, WAY_HEADERS } from './see-other'
import { clientAddress } from '../listening/trusted-proxies'

export interface AuthorizationRoutesDeps {
  readonly accounts: Pick<FrontDoor, 'signIns'>
  readonly protocol: Pick<Protocol, 'authorize'>
  /** Loaded when the first answer is a page. */
  readonly pages: () => Promise<Pages>
  readonly inspector: Pick<Inspector, 'record'>
  readonly faults: Pick<Faults, 'isArmed' | 'witness'>
  readonly random: Random
  readonly clock: Clock
  readonly log: Log
  readonly noteAuthorization: NoteAuthorization
  readonly answerBug: AnswerBug
}

const PATH = ENDPOINT_PATHS.authorization

/** What there is to say of a request once it is answered. */
interface Told {
  client_id?: string | undefined
  sub?: string | undefined
  refusal?: OAuthError | undefined
}

/** The authorization endpoint over HTTP: a browser comes, and goes on to a page or back to its client. */
export function createAuthorizationRoutes(deps: AuthorizationRoutesDeps): Gate {
  return (request, response) => {
    if (splitTarget(request.url ?? '').path !== PATH) return false
    answerAndTell(request, response, deps).catch((error: unknown) => deps.answerBug(error, request, response))
    return true
  }
}

/** Answers, whatever comes, and tells the inspector. */
async function answerAndTell(
  request: IncomingMessage,
  response: ServerResponse,
  deps: AuthorizationRoutesDeps
): Promise<void> {
  const { inspector, clock, faults } = deps
  const method = request.method ?? ''
  const startedAt = clock.nowMs()
  const told: Told = {}
  const struck: FaultKind[] = []
  try {
    const served = () => serve(request, response, told, deps)
    await (faults.isArmed() ? faults.witness(struck, served) : served())
  } catch (error) {
    if (request.destroyed && !request.complete) return // The client went away in the middle.
    told.refusal = refusalOf(error) ?? bugRefusal(error, { method, path: PATH }, deps)
    for (const [name, value] of Object.entries(told.refusal.headers)) response.setHeader(name, value)
    ;(await deps.pages()).error(request, response, told.refusal)
  }
  const { refusal, client_id } = told
  inspector.record(
    {
      at: startedAt,
      method,
      path: PATH,
      client_id,
      status: response.statusCode,
      refusal,
      faults: struck,
      durationMs: clock.nowMs() - startedAt
    },
    rawExchangeOf(request, response, told.sub)
  )
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  told: Told,
  deps: AuthorizationRoutesDeps
): Promise<void> {
  // A HEAD is answered without reading the request: what a GET would do, such as spending a code, it must not (RFC 9110 §9.3.2).
  if (request.method === 'HEAD') return answerWith(response, { status: 200, headers: WAY_HEADERS, body: '' })
  const method = requireMethod(request.method ?? '')
  const read = await authorizationParameters(request)
  if ('askAgainAt' in read) return seeOther(response, read.askAgainAt)
  told.client_id = claimedClient(read.parameters)
  const browser = browserOf(request, response, deps)
  const session =
    browser.sessionToken === undefined ? undefined : await deps.accounts.signIns.resume(browser.sessionToken)
  told.sub = session?.session.sub
  const outcome = await deps.protocol.authorize({
    method,
    parameters: read.parameters,
    browserId: browser.id,
    browserState: browser.state,
    ip: clientAddress(request),
    ...(session && { sessionId: session.session.id }),
    observe: ({ client_id }) => void (told.client_id = client_id)
  })
  told.client_id = outcome.client_id ?? told.client_id
  told.refusal = outcome.refusal
  if (outcome.issued && outcome.client_id !== undefined) deps.noteAuthorization(outcome.client_id)
  await answer(outcome, request, response, deps.pages)
}

async function answer(
  outcome: AuthorizationOutcome,
  request: IncomingMessage,
  response: ServerResponse,
  pages: AuthorizationRoutesDeps['pages']
): Promise<void> {
  switch (outcome.kind) {
    case 'redirect':
      return seeOther(response, outcome.location)
    case 'page':
      return seeOther(response, pageAddress(outcome))
    case 'form_post':
      return (await pages()).formPost(request, response, outcome)
    case 'device':
      return (await pages()).deviceDone(request, response, outcome)
  }
}

function pageAddress(outcome: Extract<AuthorizationOutcome, { kind: 'page' }>): string {
  const path = outcome.wantsAccount ? 'sign-up' : outcome.page
  return `/${path}?interaction=${encodeURIComponent(outcome.interaction)}`
}

function requireMethod(method: string): string {
  if (method === 'GET' || method === 'POST') return method
  throw new OAuthError(
    'invalid_request',
    'method-not-allowed',
    `${PATH} is asked by GET, HEAD or POST, not by ${method}.`,
    { status: 405, headers: { Allow: 'GET, HEAD, POST' } }
  )
}
