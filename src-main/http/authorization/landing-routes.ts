import type { Request, RequestHandler, Response } from 'express'
import { OAuthError } from '../../oauth'
import type { Log, Random } from '../../ports'
import type { Pages } from '../pages'
import { bugRefusal, refusalOf } from '../answers/refusal-answer'
import { splitTarget } from '../request-head'
import { browserOf } from './browser'
import type { LandingPlace } from './landing'
import { FRAGMENT, handedFields, landingBrowser, readLanding, type FindPanelSession } from './landing-request'
import { seeOther } from './see-other'

const PATH = '/playground/callback'
/** The same where the panel's cookie is shown, which is its own path alone. */
const PANEL_PATH = '/panel/playground/callback'
const BEGIN = /^\/playground\/begin\/([A-Za-z0-9]{43})$/

export interface LandingRoutesDeps {
  readonly landing: () => Promise<LandingPlace>
  readonly findPanelSession: FindPanelSession
  readonly pages: Pages
  readonly log: Log
  readonly random: Random
}

type Serve = (request: Request, response: Response, deps: LandingRoutesDeps) => Promise<void> | void

/**
 * Where browsers begin a run of the playground and come back to it: a redirect URI of its clients, with its answer in the query, the fragment or a form.
 * A browser that brings an answer without its cookies, from another site or under another name of this host, is sent on by a page of ours.
 */
export function createLandingRoutes(deps: LandingRoutesDeps): RequestHandler {
  return async (request, response, next) => {
    const { path } = splitTarget(request.url)
    const serve = routeOf(path)
    if (!serve) return next()
    try {
      await serve(request, response, deps)
    } catch (error) {
      if (request.destroyed && !request.complete) return // The browser went away in the middle.
      const refusal = refusalOf(error) ?? bugRefusal(error, { method: request.method, path }, deps)
      for (const [name, value] of Object.entries(refusal.headers)) response.setHeader(name, value)
      deps.pages.error(request, response, refusal)
    }
  }
}

function routeOf(path: string): Serve | undefined {
  if (path === PATH) return land
  if (path === PANEL_PATH) return landAtPanel
  return BEGIN.test(path) ? begin : undefined
}

const land: Serve = async (request, response, deps) => {
  requireMethod(request.method, ['GET', 'HEAD', 'POST'])
  const came = await readLanding(request)
  // Without a query the answer can only be in the fragment, which a script of the page has to fetch.
  const isEmpty = came.landing.mode === 'query' && came.landing.text === ''
  // A HEAD looks only: what a GET would take, it must not (RFC 9110 §9.3.2).
  if (isEmpty || request.method === 'HEAD') return deps.pages.askFragment(request, response, FRAGMENT)
  const by = await landingBrowser(request, response, deps.findPanelSession)
  const place = await deps.landing()
  const result = await place.take(came.landing, { ...by, handOvers: came.handOvers })
  if (result && 'handOver' in result)
    return deps.pages.handOver(request, response, { action: result.handOver, fields: handedFields(came) })
  deps.pages.landed(request, response, result)
}

/** What was handed over comes as a form alone. */
const landAtPanel: Serve = (request, response, deps) => {
  requireMethod(request.method, ['POST'])
  return land(request, response, deps)
}

/** Ties a run to the browser that opens its link, and sends it on its way. */
const begin: Serve = async (request, response, { landing, pages, random }) => {
  requireMethod(request.method, ['GET'])
  const [, ticket = ''] = BEGIN.exec(splitTarget(request.url).path) ?? []
  const place = await landing()
  const location = place.begin(ticket, browserOf(request, response, { random }).id)
  if (location === undefined) return pages.landed(request, response, { id: 'link_used', ok: false })
  seeOther(response, location)
}

function requireMethod(method: string, allowed: readonly string[]): void {
  if (allowed.includes(method)) return
  const names = allowed.join(', ')
  throw new OAuthError(
    'invalid_request',
    'method-not-allowed',
    `This address is asked by ${names.replace(/, (\w+)$/, ' or $1')}, not by ${method}.`,
    { status: 405, headers: { Allow: names } }
  )
}
