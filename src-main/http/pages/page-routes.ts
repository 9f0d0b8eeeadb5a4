import express, { type Request, type Response, type Router } from 'express'
import type { Inspector } from '../../inspector'
import { OAuthError } from '../../oauth'
import type { Clock, Log } from '../../ports'
import { rawExchangeOf } from '../exchange-tape'
import { bugRefusal, refusalOf } from '../answers/refusal-answer'
import type { Pages } from './pages'
import { createAssetRoutes } from './routes/asset-routes'
import { createConsentRoute } from './routes/consent-route'
import { createDeviceRoutes } from './routes/device-routes'
import { createForgotPasswordRoute } from './routes/forgot-password-route'
import type { PageRoute } from './routes/page-route'
import { createSelectAccountRoute } from './routes/select-account-route'
import { createSignInRoute } from './routes/sign-in-route'
import { createSignUpRoute } from './routes/sign-up-route'
import { createVerifyEmailRoute } from './routes/verify-email-route'
import { openVisit, type Visit, type VisitDeps } from './routes/visit'

export interface PageRoutesDeps extends VisitDeps {
  readonly pages: Pages
  readonly inspector: Pick<Inspector, 'record'>
  readonly clock: Clock
  readonly log: Log
}

/** /sign-in, /sign-up, /consent, /select-account, /verify-email, /forgot-password, /device and what they look like. */
export function createPageRoutes(deps: PageRoutesDeps): Router {
  const router = express.Router({ strict: true, caseSensitive: true })
  router.use(createAssetRoutes(deps))
  const routes: readonly PageRoute[] = [
    createSignInRoute(deps),
    createSignUpRoute(deps),
    createSelectAccountRoute(deps),
    createConsentRoute(deps),
    createVerifyEmailRoute(deps),
    createForgotPasswordRoute(deps),
    ...createDeviceRoutes(deps)
  ]
  for (const route of routes)
    router.all(route.path, (request, response) => serve(route, request, response, deps))
  return router
}

/** The only try/catch of the pages: whatever was refused is told on a page. */
async function serve(
  route: PageRoute,
  request: Request,
  response: Response,
  deps: PageRoutesDeps
): Promise<void> {
  const startedAt = deps.clock.nowMs()
  let visit: Visit | undefined
  let refusal: OAuthError | undefined
  try {
    const handle = requireMethod(route, request.method)
    visit = await openVisit(request, response, deps)
    await handle(visit)
  } catch (error) {
    if (request.destroyed && !request.complete) return // The browser went away in the middle.
    refusal = refusalOf(error) ?? bugRefusal(error, { method: request.method, path: route.path }, deps)
    deps.pages.error(request, response, refusal)
  }
  deps.inspector.record(
    {
      at: startedAt,
      method: request.method,
      path: route.path,
      page: true,
      client_id: visit?.client?.client_id,
      status: response.statusCode,
      refusal,
      durationMs: deps.clock.nowMs() - startedAt
    },
    rawExchangeOf(request, response, visit?.signedIn?.session.sub)
  )
}

function requireMethod({ path, get, post }: PageRoute, method: string): PageRoute['get'] {
  if (method === 'GET' || method === 'HEAD') return get
  if (method === 'POST' && post) return post
  throw new OAuthError(
    'invalid_request',
    'method-not-allowed',
    `${path} is asked by GET${post ? ' or POST' : ''}, not by ${method}.`,
    { status: 405, headers: { Allow: post ? 'GET, HEAD, POST' : 'GET, HEAD' } }
  )
}
