import { OpenAPIHandler } from '@orpc/openapi/node'
import type { Request, RequestHandler, Response } from 'express'
import type { PanelContext } from '../../../panel'
import { readBearer } from './panel-bearer'
import { setCallHeaders } from '../panel-headers'
import type { PanelHttpDependencies } from '../panel-http-dependencies'
import { BodyRefused, readJsonBody } from '../panel-json-body'
import { RETRY_AFTER } from '../../answers/retry-after'
import { outageOf } from '../panel-outage'
import { PROBLEM_TYPE, problemOf, type Problem } from './panel-problem'

const PREFIX = '/admin/api'

export type PanelRestDependencies = Pick<PanelHttpDependencies, 'panel' | 'protocol' | 'serverControl'> & {
  readonly ends: () => AbortSignal
}

/** The contract as REST, for whoever has an access token with the scope admin; refusals are RFC 9457 problems. */
export function createPanelRest({
  panel,
  protocol,
  serverControl,
  ends
}: PanelRestDependencies): RequestHandler {
  const handler = createHandler(panel)

  async function answer(request: Request, response: Response): Promise<void> {
    setCallHeaders(response)
    const bearer = await readBearer(request, protocol, serverControl.state().issuer)
    if (!bearer.ok) {
      response.setHeader('WWW-Authenticate', bearer.challenge)
      return sendProblem(response, problemOf(bearer))
    }
    // A call that has nothing to say may leave the body out.
    request.body = (await readJsonBody(request)) ?? {}
    const context: PanelContext = {
      actor: { kind: 'client', client_id: bearer.issued.client_id },
      capabilities: [],
      ends: ends(),
      stillAllowed: async () => (await readBearer(request, protocol, serverControl.state().issuer)).ok
    }
    const { matched } = await handler.handle(request, response, { prefix: PREFIX, context })
    if (!matched)
      sendProblem(
        response,
        problemOf({ status: 404, code: 'NOT_FOUND', message: 'There is no such resource' })
      )
  }

  return (request, response, next) => {
    answer(request, response).catch((error: unknown) => {
      const refused = error instanceof BodyRefused ? error : outageOf(error)
      if (!refused || response.headersSent) return next(error)
      if (refused.status === 413) response.setHeader('Connection', 'close')
      if (refused.status === 503) response.setHeader('Retry-After', RETRY_AFTER)
      sendProblem(response, problemOf(refused))
    })
  }
}

function createHandler(panel: PanelRestDependencies['panel']) {
  return new OpenAPIHandler<PanelContext>(panel, {
    customErrorResponseBodyEncoder: problemOf,
    rootInterceptors: [
      async ({ next }) => {
        const result = await next()
        if (!result.matched || result.response.status < 400) return result
        return { matched: true, response: problemResponse(result.response.status, result.response.body) }
      }
    ]
  })
}

/** A stream keeps the content type that it is given; any other body would be called application/json. */
function problemResponse(status: number, problem: unknown) {
  const wait = typeof problem === 'object' && problem !== null && 'retryAfterSeconds' in problem
  return {
    status,
    headers: {
      'content-type': PROBLEM_TYPE,
      ...(status === 503 ? { 'retry-after': RETRY_AFTER } : {}),
      ...(wait ? { 'retry-after': String(problem.retryAfterSeconds) } : {})
    },
    body: new Blob([JSON.stringify(problem)]).stream()
  }
}

function sendProblem(response: Response, problem: Problem): void {
  response.status(problem.status).type(PROBLEM_TYPE).send(JSON.stringify(problem))
}
