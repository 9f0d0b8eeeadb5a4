import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express'
import type { FrontDoor } from '../accounts'
import type { ServerState } from '../contract'
import type { Inspector } from '../inspector'
import type { Settings } from '../model'
import type { Protocol } from '../oauth'
import type { Awaitable, Clock, Log, Random, Store } from '../ports'
import { answerText, answerWith } from './answer'
import { createAuthorizationRoutes } from './authorization/authorization-routes'
import type { TakeLanding } from './authorization/landing'
import { createLandingRoutes } from './authorization/landing-routes'
import { createHealth } from './listening/health'
import { createAuthorityDownload } from './listening/authority-download'
import { createBasePath } from './listening/base-path'
import { createEncryption } from './listening/encrypted'
import { createHostCheck } from './listening/host-check'
import type { NoteAuthorization } from './note-authorization'
import { createPageRoutes, createPages } from './pages'
import { createProtocolRoutes } from './protocol-routes'
import { bugAnswer, refusalAnswer, refusalOf } from './refusal-answer'
import { splitTarget } from './request-head'
import { createSignOutRoutes } from './authorization/sign-out-routes'
import { refuseTransferCodings } from './listening/transfer-coding'

export interface HttpAppDeps {
  readonly protocol: Protocol
  readonly accounts: FrontDoor
  readonly inspector: Pick<Inspector, 'record'>
  readonly noteAuthorization: NoteAuthorization
  /** Takes what a browser brings back to the playground. */
  readonly landing: TakeLanding
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** The panel for browsers and automation; none: it is switched off. */
  readonly panel?: RequestHandler
  /** The names that this server answers to, with or without a port. */
  readonly ownHosts: () => readonly string[]
  /** As they are now. */
  readonly settings: () => Settings
  readonly issuer: () => string
  /** What the consent page says of a scope. */
  readonly scopes: Pick<Store['scopes'], 'get'>
  /** Why the store can't be written, while it can't. */
  readonly problem: () => Awaitable<string | undefined>
  readonly state: () => Pick<ServerState, 'status'>
  /** The certificate in PEM of the local authority, while it vouches for this server. */
  readonly authority: () => string | undefined
}

/** The whole of HTTP, in the order in which a request passes through it. */
export function createHttpApp(deps: HttpAppDeps): Express {
  const { ownHosts, state, problem, panel } = deps
  const pages = createPages(deps)
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.use(createHostCheck(ownHosts))
  app.use(refuseTransferCodings)
  app.use(createBasePath(deps.issuer))
  // The protocol comes before everything that costs more than it does.
  app.use(createProtocolRoutes(deps))
  app.use(createEncryption(deps))
  app.use(createAuthorizationRoutes({ ...deps, pages }))
  app.use(createSignOutRoutes({ ...deps, pages }))
  app.use(createLandingRoutes({ ...deps, pages }))
  app.use(createPageRoutes({ ...deps, pages }))
  app.get('/healthz', createHealth({ state, problem }))
  app.use(createAuthorityDownload(deps))
  if (panel) app.use(panel)
  app.use(notFound)
  app.use(createLastResort(deps))
  return app
}

const notFound: RequestHandler = (_request, response) => {
  answerText(response, 404, 'There is nothing here. /.well-known/openid-configuration names the endpoints.')
}

/** Express says `status` for what the request itself did wrong, such as a malformed path; the rest is a bug. */
function createLastResort({ log, random }: Pick<HttpAppDeps, 'log' | 'random'>): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error)
    if (isClientError(error)) return answerText(response, error.status, 'The request is malformed.')
    const refusal = refusalOf(error)
    answerWith(
      response,
      refusal
        ? refusalAnswer(refusal)
        : bugAnswer(error, { method: request.method, path: splitTarget(request.url).path }, { log, random })
    )
  }
}

function isClientError(error: unknown): error is { status: number } {
  if (typeof error !== 'object' || error === null || !('status' in error)) return false
  return typeof error.status === 'number' && error.status >= 400 && error.status < 500
}
