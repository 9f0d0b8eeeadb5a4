import type { IncomingMessage, ServerResponse } from 'node:http'
import type { RequestHandler } from 'express'
import type { Inspector } from '../inspector'
import { OAuthError, type Protocol, type ProtocolAnswer, type RequestFacts } from '../oauth'
import type { Clock, Log, Random } from '../ports'
import { answerWith } from './answer'
import { CORS_HEADERS, preflightHeaders } from './cors'
import { protocolEndpoints, type ProtocolEndpoint } from './protocol-endpoint'
import { bugAnswer, refusalAnswer, refusalOf } from './refusal-answer'
import { splitTarget } from './request-head'

export interface ProtocolRoutesDeps {
  readonly protocol: Protocol
  readonly inspector: Pick<Inspector, 'record'>
  readonly corsEnabled: () => boolean
  readonly clock: Pick<Clock, 'nowMs'>
  readonly random: Pick<Random, 'uuid'>
  readonly log: Log
}

/** The endpoints of the protocol: Express in, values through, Express out. The only try/catch of the protocol is here. */
export function createProtocolRoutes(deps: ProtocolRoutesDeps): RequestHandler {
  const endpoints = protocolEndpoints(deps.protocol)
  return (request, response, next) => {
    const { path, query } = splitTarget(request.url)
    const endpoint = endpoints.get(path)
    if (!endpoint) return next()
    const withCors = endpoint.cors && deps.corsEnabled()
    if (request.method === 'OPTIONS' && withCors) return answerPreflight(response, endpoint)
    return serve({ endpoint, query, withCors }, request, response, deps)
  }
}

function answerPreflight(response: ServerResponse, endpoint: ProtocolEndpoint): void {
  response.writeHead(204, preflightHeaders(endpoint.method)).end()
}

interface Route {
  readonly endpoint: ProtocolEndpoint
  readonly query: string
  readonly withCors: boolean
}

async function serve(
  { endpoint, query, withCors }: Route,
  request: IncomingMessage,
  response: ServerResponse,
  deps: ProtocolRoutesDeps
): Promise<void> {
  const method = request.method ?? ''
  const startedAt = deps.clock.nowMs()
  let facts: RequestFacts = {}
  let answer: ProtocolAnswer
  let refusal: OAuthError | undefined
  try {
    requireMethod(endpoint, method)
    answer = await endpoint.answer(request, query, (more) => (facts = { ...facts, ...more }))
  } catch (error) {
    if (request.destroyed && !request.complete) return // The client went away in the middle: nobody is left to answer.
    refusal = refusalOf(error)
    answer = refusal ? refusalAnswer(refusal) : bugAnswer(error, { method, path: endpoint.path }, deps)
  }
  answerWith(response, answer, withCors ? CORS_HEADERS : undefined)
  deps.inspector.record({
    at: startedAt,
    method,
    path: endpoint.path,
    ...shortened(facts),
    status: answer.status,
    ...(refusal && { error: refusal.code, error_description: refusal.message, reason: refusal.reason }),
    durationMs: deps.clock.nowMs() - startedAt
  })
}

function requireMethod(endpoint: ProtocolEndpoint, method: string): void {
  if (method === endpoint.method || (method === 'HEAD' && endpoint.method === 'GET')) return
  const allowed = endpoint.method === 'GET' ? 'GET, HEAD' : endpoint.method
  throw new OAuthError(
    'invalid_request',
    'method-not-allowed',
    `${endpoint.path} is asked by ${allowed.replace(', ', ' or ')}, not by ${method}.`,
    { status: 405, headers: { Allow: allowed } }
  )
}

/** Characters of a claimed value that the record keeps; what came from outside may be as long as a body. */
const MAX_FACT = 255

function shortened(facts: RequestFacts): RequestFacts {
  const { client_id, grant_type } = facts
  return {
    ...(client_id !== undefined && { client_id: client_id.slice(0, MAX_FACT) }),
    ...(grant_type !== undefined && { grant_type: grant_type.slice(0, MAX_FACT) })
  }
}
