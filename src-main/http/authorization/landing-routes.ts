import type { Request, RequestHandler, Response } from 'express'
import { OAuthError, parseForm } from '../../oauth'
import type { Log, Random } from '../../ports'
import type { Pages } from '../pages'
import { FORM, readBody } from '../read-body'
import { bugRefusal, refusalOf } from '../refusal-answer'
import { splitTarget } from '../request-head'
import type { Landing, TakeLanding } from './landing'

const PATH = '/playground/callback'
/** The one field of the form in which a page of ours hands over the fragment that no browser sends. */
const FRAGMENT = 'fragment'

export interface LandingRoutesDeps {
  readonly landing: TakeLanding
  readonly pages: Pages
  readonly log: Log
  readonly random: Random
}

/** Where browsers come back to the playground: a redirect URI of its clients, with its answer in the query, the fragment or a form. */
export function createLandingRoutes(deps: LandingRoutesDeps): RequestHandler {
  return async (request, response, next) => {
    if (splitTarget(request.url).path !== PATH) return next()
    try {
      await serve(request, response, deps)
    } catch (error) {
      if (request.destroyed && !request.complete) return // The browser went away in the middle.
      const refusal = refusalOf(error) ?? bugRefusal(error, { method: request.method, path: PATH }, deps)
      for (const [name, value] of Object.entries(refusal.headers)) response.setHeader(name, value)
      deps.pages.error(request, response, refusal)
    }
  }
}

async function serve(
  request: Request,
  response: Response,
  { landing, pages }: LandingRoutesDeps
): Promise<void> {
  requireMethod(request.method)
  const came = await read(request)
  // Without a query the answer can only be in the fragment, which a script of the page has to fetch.
  if (came.mode === 'query' && came.text === '') return pages.askFragment(request, response, FRAGMENT)
  // A HEAD looks only: what a GET would take, it must not (RFC 9110 §9.3.2).
  if (request.method === 'HEAD') return pages.askFragment(request, response, FRAGMENT)
  pages.landed(request, response, await landing(came))
}

async function read(request: Request): Promise<Landing> {
  const { query } = splitTarget(request.url)
  if (request.method !== 'POST') return { mode: 'query', text: query, raw: rawOf(request, '') }
  const body = await readBody(request, [FORM])
  const fragment = parseForm(body).get(FRAGMENT)
  if (fragment !== undefined) return { mode: 'fragment', text: fragment, raw: `${PATH}#${fragment}` }
  return { mode: 'form_post', text: body, raw: rawOf(request, body) }
}

/** The request of the browser, line by line, without what its cookies say. */
function rawOf({ method, url, httpVersion, rawHeaders }: Request, body: string): string {
  const lines: string[] = []
  for (let at = 0; at + 1 < rawHeaders.length; at += 2)
    if (rawHeaders[at]?.toLowerCase() !== 'cookie') lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`)
  return [`${method} ${url} HTTP/${httpVersion}`, ...lines, '', body].join('\r\n')
}

function requireMethod(method: string): void {
  if (['GET', 'HEAD', 'POST'].includes(method)) return
  throw new OAuthError(
    'invalid_request',
    'method-not-allowed',
    `${PATH} is asked by GET, HEAD or POST, not by ${method}.`,
    { status: 405, headers: { Allow: 'GET, HEAD, POST' } }
  )
}
