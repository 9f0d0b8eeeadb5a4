import type { RequestListener, ServerResponse } from 'node:http'
import { answerText, answerWith } from './answers/answer'
import { createAuthorizationRoutes } from './authorization/authorization-routes'
import type { ExpressAppDeps } from './express-app'
import { createGates, type AnswerBug } from './gates'
import { createLateListener } from './late-listener'
import { createBasePath } from './listening/base-path'
import { createEncryption } from './listening/encrypted'
import { createHostCheck } from './listening/host-check'
import { refuseTransferCodings } from './listening/transfer-coding'
import { createTrustedProxies } from './listening/trusted-proxies'
import { loadOnce } from './load-once'
import type { Pages } from './pages'
import type { FaultDeps } from './protocol/protocol-faults'
import { createProtocolRoutes } from './protocol/protocol-routes'
import { bugAnswer, refusalAnswer, refusalOf } from './answers/refusal-answer'
import { splitTarget } from './request-head'

export interface HttpAppDeps extends Omit<ExpressAppDeps, 'answerBug'>, FaultDeps {
  /** The names that this server answers to, with or without a port. */
  readonly ownHosts: () => readonly string[]
}

/** The whole of HTTP, in the order in which a request passes through it. */
export function createHttpApp(deps: HttpAppDeps): RequestListener {
  const answerBug = createLastResort(deps)
  return createGates(
    [
      createTrustedProxies(deps),
      createHostCheck(deps.ownHosts),
      refuseTransferCodings,
      createBasePath(deps.issuer),
      createProtocolRoutes({ ...deps, answerBug }),
      createEncryption(deps),
      createAuthorizationRoutes({ ...deps, pages: createLatePages(deps), answerBug })
    ],
    createBeyond({ ...deps, answerBug }),
    answerBug
  )
}

/**
 * What lies behind the protocol: the pages, the panel and all that people see. Express costs several times what the protocol does and as much
 * again to load, so that it is loaded for the first request that wants it.
 */
function createBeyond(deps: ExpressAppDeps): RequestListener {
  const load = async () => (await import('./express-app')).createExpressApp(deps)
  return createLateListener(load, deps.answerBug)
}

/** Nearly everybody is sent on from the authorization endpoint; what it has pages for is loaded with the first of them. */
function createLatePages(deps: Pick<HttpAppDeps, 'settings'>): () => Promise<Pages> {
  return loadOnce(async () => (await import('./pages/create-pages')).createPages(deps))
}

/** Express says `status` for what the request itself did wrong, such as a malformed path; the rest is a bug. */
function createLastResort({ log, random }: Pick<HttpAppDeps, 'log' | 'random'>): AnswerBug {
  return (error, request, response) => {
    if (response.headersSent) return cutOff(response)
    if (isClientError(error)) return answerText(response, error.status, 'The request is malformed.')
    const refusal = refusalOf(error)
    answerWith(
      response,
      refusal
        ? refusalAnswer(refusal)
        : bugAnswer(
            error,
            { method: request.method ?? '', path: splitTarget(request.url ?? '').path },
            { log, random }
          )
    )
  }
}

/** Half of an answer is out: the client must not take it for a whole one. */
function cutOff(response: ServerResponse): void {
  response.destroy()
}

function isClientError(error: unknown): error is { status: number } {
  if (typeof error !== 'object' || error === null || !('status' in error)) return false
  return typeof error.status === 'number' && error.status >= 400 && error.status < 500
}
