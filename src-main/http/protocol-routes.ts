import type { IncomingMessage, ServerResponse } from 'node:http'
import type { RequestHandler } from 'express'
import type { Inspector } from '../inspector'
import type { Settings } from '../model'
import { ENDPOINT_PATHS, OAuthError, type Protocol, type ProtocolAnswer, type RequestFacts } from '../oauth'
import type { Clock, Log, Random } from '../ports'
import { answerWith } from './answer'
import { createClientCertificateOf } from './listening/client-certificate'
import { CORS_HEADERS, preflightHeaders } from './cors'
import { rawExchangeOf } from './exchange-tape'
import type { NoteAuthorization } from './note-authorization'
import { protocolEndpoints, type Answer, type ProtocolEndpoint, type Target } from './protocol-endpoint'
import { bugAnswer, refusalAnswer, refusalOf } from './refusal-answer'
import { splitTarget } from './request-head'

export interface ProtocolRoutesDeps {
  readonly protocol: Protocol
  readonly inspector: Pick<Inspector, 'record'>
  readonly settings: () => Settings
  readonly clock: Pick<Clock, 'nowMs'>
  readonly random: Pick<Random, 'uuid'>
  readonly log: Log
  readonly noteAuthorization: NoteAuthorization
}

/** The endpoints of the protocol: Express in, values through, Express out. The only try/catch of the protocol is here. */
export function createProtocolRoutes(deps: ProtocolRoutesDeps): RequestHandler {
  const endpoints = protocolEndpoints(deps.protocol)
  const exact = new Map(endpoints.flatMap((one) => (one.below ? [] : [[one.path, one] as const])))
  const below = endpoints.filter((one) => one.below)
  const certificateOf = createClientCertificateOf(deps)
  return (request, response, next) => {
    const { path, query } = splitTarget(request.url)
    const endpoint = exact.get(path) ?? below.find((one) => path.startsWith(`${one.path}/`))
    if (!endpoint) return next()
    const withCors = endpoint.cors !== undefined && deps.settings().cors[endpoint.cors]
    if (request.method === 'OPTIONS' && withCors) return answerPreflight(response, endpoint)
    return serve(
      { endpoint, path, query, certificate: certificateOf(request), withCors },
      request,
      response,
      deps
    )
  }
}

function answerPreflight(response: ServerResponse, endpoint: ProtocolEndpoint): void {
  response.writeHead(204, preflightHeaders(Object.keys(endpoint.methods))).end()
}

interface Route extends Target {
  readonly endpoint: ProtocolEndpoint
  readonly withCors: boolean
}

async function serve(
  { endpoint, withCors, ...target }: Route,
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
    const handle = requireMethod(endpoint, method)
    answer = await handle(request, target, (more) => (facts = { ...facts, ...more }))
  } catch (error) {
    if (request.destroyed && !request.complete) return // The client went away in the middle: nobody is left to answer.
    refusal = refusalOf(error)
    answer = refusal ? refusalAnswer(refusal) : bugAnswer(error, { method, path: endpoint.path }, deps)
  }
  answerWith(response, answer, withCors ? CORS_HEADERS : undefined)
  if (endpoint.path === ENDPOINT_PATHS.token && answer.status === 200 && facts.client_id !== undefined)
    deps.noteAuthorization(facts.client_id)
  deps.inspector.record(
    {
      at: startedAt,
      method,
      path: endpoint.path,
      ...shortened(facts),
      status: answer.status,
      ...(refusal && { error: refusal.code, error_description: refusal.message, reason: refusal.reason }),
      durationMs: deps.clock.nowMs() - startedAt
    },
    rawExchangeOf(request, response, facts.sub)
  )
}

function requireMethod({ methods, path }: ProtocolEndpoint, method: string): Answer {
  const handle = methods[method === 'HEAD' ? 'GET' : method]
  if (handle) return handle
  const known = Object.keys(methods).flatMap((name) => (name === 'GET' ? ['GET', 'HEAD'] : [name]))
  const allowed = known.join(', ')
  throw new OAuthError(
    'invalid_request',
    'method-not-allowed',
    `${path} is asked by ${known.join(' or ')}, not by ${method}.`,
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
