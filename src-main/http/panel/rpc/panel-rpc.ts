import { ORPCError } from '@orpc/server'
import { RPCHandler } from '@orpc/server/node'
import type { Request, RequestHandler, Response } from 'express'
import type { PanelContext } from '../../../panel'
import { createBrowserCalls, type BrowserCallDependencies } from './panel-browser-call'
import { setCallHeaders } from '../panel-headers'
import { BodyRefused, readJsonBody } from '../panel-json-body'
import { RETRY_AFTER } from '../../answers/retry-after'
import { outageOf } from '../panel-outage'

const PREFIX = '/panel/rpc'

/**
 * The contract for the panel in a browser: JSON alone, from the panel's own page alone, with the session's cookie and
 * its CSRF token.
 */
export function createPanelRpc(dependencies: BrowserCallDependencies): RequestHandler {
  const handler = new RPCHandler<PanelContext>(dependencies.panel)
  const admit = createBrowserCalls(dependencies)

  async function answer(request: Request, response: Response): Promise<void> {
    setCallHeaders(response)
    const context = await admit(request, response, procedureOf(request))
    request.body = await readJsonBody(request)
    const { matched } = await handler.handle(request, response, { prefix: PREFIX, context })
    if (!matched) throw new ORPCError('NOT_FOUND', { message: 'There is no such procedure' })
  }

  return (request, response, next) => {
    answer(request, response).catch((error: unknown) => {
      if (!sendRefusal(response, error)) next(error)
    })
  }
}

/** `session/signIn` and so on: the rest of the path. */
function procedureOf(request: Request): string {
  const [path = ''] = request.originalUrl.split('?')
  return path.slice(PREFIX.length).replace(/^\/|\/$/g, '')
}

/** Answers as the procedures themselves do, in the envelope that the client reads. */
function sendRefusal(response: Response, error: unknown): boolean {
  const refused = error instanceof BodyRefused ? new ORPCError(error.code, error) : (outageOf(error) ?? error)
  if (!(refused instanceof ORPCError) || response.headersSent) return false
  if (refused.status === 413) response.setHeader('Connection', 'close')
  if (refused.status === 503) response.setHeader('Retry-After', RETRY_AFTER)
  response.status(refused.status).json({ json: refused.toJSON() })
  return true
}
