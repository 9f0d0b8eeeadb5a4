import type { RequestListener } from 'node:http'
import express, { type ErrorRequestHandler, type RequestHandler } from 'express'
import type { FrontDoor } from '../accounts'
import type { ServerState } from '../contract'
import type { Inspector } from '../inspector'
import type { Settings } from '../model'
import type { Protocol } from '../oauth'
import type { Awaitable, Clock, Faults, Log, Random, Store } from '../ports'
import { answerText } from './answers/answer'
import type { LandingPlace } from './authorization/landing'
import type { FindPanelSession } from './authorization/landing-request'
import { createLandingRoutes } from './authorization/landing-routes'
import { createSignOutRoutes } from './authorization/sign-out-routes'
import type { AnswerBug } from './gates'
import { createAuthorityDownload } from './listening/authority-download'
import { createHealth } from './listening/health'
import type { NoteAuthorization } from './note-authorization'
import { createPageRoutes, createPages } from './pages'
import { createLatePanel, type LatePanelDependencies } from './panel/late-panel'

export interface ExpressAppDeps {
  readonly protocol: Protocol
  readonly accounts: FrontDoor
  readonly inspector: Pick<Inspector, 'record'>
  readonly faults: Faults
  readonly noteAuthorization: NoteAuthorization
  /** The playground, for browsers that come to it and come back. */
  readonly landing: () => Promise<LandingPlace>
  /** Whose session of the panel a cookie is. */
  readonly findPanelSession: FindPanelSession
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** The panel for browsers and automation, and whether it is switched on. */
  readonly panel: LatePanelDependencies
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
  readonly answerBug: AnswerBug
}

/** Everything that Express serves, in the order in which a request passes through it. */
export function createExpressApp(deps: ExpressAppDeps): RequestListener {
  const { state, problem, panel } = deps
  const pages = createPages(deps)
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.use(createSignOutRoutes({ ...deps, pages }))
  app.use(createLandingRoutes({ ...deps, pages }))
  app.use(createPageRoutes({ ...deps, pages }))
  app.get('/healthz', createHealth({ state, problem }))
  app.use(createAuthorityDownload(deps))
  app.use(createLatePanel(panel, deps.answerBug))
  app.use(notFound)
  app.use(forBugs(deps.answerBug))
  return app
}

const notFound: RequestHandler = (_request, response) => {
  answerText(response, 404, 'There is nothing here. /.well-known/openid-configuration names the endpoints.')
}

/** Express tells a handler of errors by its four parameters. */
function forBugs(answerBug: AnswerBug): ErrorRequestHandler {
  return (error, request, response, _next) => answerBug(error, request, response)
}
