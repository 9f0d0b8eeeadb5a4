import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Inspector } from '../../inspector'
import type { Settings } from '../../model'
import {
  ENDPOINT_PATHS,
  OAuthError,
  type Protocol,
  type ProtocolAnswer,
  type RequestFacts,
  type Unfinished
} from '../../oauth'
import type { Clock, Log, Random } from '../../ports'
import { sendAnswer, sendHalf, sendTogether } from '../answers/answer'
import { createClientCertificateOf } from '../listening/client-certificate'
import { CORS_HEADERS, preflightHeaders } from '../cors'
import { keptBody } from '../exchange-tape'
import type { AnswerBug, Gate } from '../gates'
import type { NoteAuthorization } from '../note-authorization'
import { createFaultyExchange, type FaultDeps, type FaultyExchange } from './protocol-faults'
import {
  protocolEndpoints,
  type Answer,
  type ProtocolEndpoint,
  type Sight,
  type Target
} from './protocol-endpoint'
import { bugAnswer, refusalAnswer, refusalOf } from '../answers/refusal-answer'
import { splitTarget } from '../request-head'
import { clientAddress } from '../listening/trusted-proxies'

export interface ProtocolRoutesDeps extends FaultDeps {
  readonly protocol: Protocol
  readonly inspector: Pick<Inspector, 'record'>
  readonly settings: () => Settings
  readonly clock: Pick<Clock, 'nowMs'>
  readonly random: Pick<Random, 'uuid'>
  readonly log: Log
  readonly noteAuthorization: NoteAuthorization
  readonly answerBug: AnswerBug
}

/** The endpoints of the protocol: HTTP in, values through, HTTP out. The only try/catch of the protocol is here. */
export function createProtocolRoutes(deps: ProtocolRoutesDeps): Gate {
  const endpoints = protocolEndpoints(deps.protocol)
  const exact = new Map(endpoints.flatMap((one) => (one.below ? [] : [[one.path, one] as const])))
  const below = endpoints.filter((one) => one.below)
  const certificateOf = createClientCertificateOf(deps)
  return (request, response) => {
    const { path, query } = splitTarget(request.url ?? '')
    const endpoint = exact.get(path) ?? below.find((one) => path.startsWith(`${one.path}/`))
    if (!endpoint) return false
    const withCors = endpoint.cors !== undefined && deps.settings().cors[endpoint.cors]
    if (request.method === 'OPTIONS' && withCors) answerPreflight(response, endpoint)
    else
      serve(
        { endpoint, path, query, certificate: certificateOf(request), withCors },
        request,
        response,
        deps
      ).catch((error: unknown) => deps.answerBug(error, request, response))
    return true
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
  route: Route,
  request: IncomingMessage,
  response: ServerResponse,
  deps: ProtocolRoutesDeps
): Promise<void> {
  const { endpoint, withCors } = route
  const method = request.method ?? ''
  const startedAt = deps.clock.nowMs()
  const facts: Unfinished<RequestFacts> = { client_id: undefined, grant_type: undefined, sub: undefined }
  const faulty = createFaultyExchange(deps, endpoint.path)
  const sight: Sight = { body: '', observe: (more) => noteFacts(facts, more, faulty) }
  let answer: ProtocolAnswer
  let refusal: OAuthError | undefined
  try {
    const handle = requireMethod(endpoint, method)
    answer = await (faulty
      ? faulty.within(async () => handle(request, route, sight))
      : handle(request, route, sight))
  } catch (error) {
    if (request.destroyed && !request.complete) return // The client went away in the middle: nobody is left to answer.
    refusal = refusalOf(error)
    answer = refusal ? refusalAnswer(refusal) : bugAnswer(error, { method, path: endpoint.path }, deps)
  }
  const spoiled = faulty && (await faulty.spoil(answer))
  answer = spoiled?.answer ?? answer
  const send = spoiled?.isDropped ? sendHalf : endpoint.isReading ? sendTogether : sendAnswer
  const sent = send(response, answer, withCors ? CORS_HEADERS : undefined)
  if (endpoint.path === ENDPOINT_PATHS.token && answer.status === 200 && facts.client_id !== undefined)
    deps.noteAuthorization(facts.client_id)
  deps.inspector.record(
    {
      at: startedAt,
      method,
      path: endpoint.path,
      client_id: shortened(facts.client_id),
      grant_type: shortened(facts.grant_type),
      status: answer.status,
      refusal,
      faults: faulty?.struck,
      durationMs: deps.clock.nowMs() - startedAt
    },
    {
      httpVersion: request.httpVersion,
      target: request.url ?? '',
      ip: clientAddress(request),
      requestHeaders: request.rawHeaders,
      requestBody: keptBody(sight.body),
      answerHeaders: sent,
      answerBody: keptBody(answer.body),
      sub: facts.sub
    }
  )
}

function noteFacts(
  facts: Unfinished<RequestFacts>,
  more: RequestFacts,
  faulty: FaultyExchange | undefined
): void {
  facts.client_id = more.client_id ?? facts.client_id
  facts.grant_type = more.grant_type ?? facts.grant_type
  facts.sub = more.sub ?? facts.sub
  if (facts.client_id !== undefined) faulty?.meet(facts.client_id)
}

/** Characters of a claimed value that the record keeps; what came from outside may be as long as a body. */
const MAX_FACT = 255

function shortened(fact: string | undefined): string | undefined {
  return fact !== undefined && fact.length > MAX_FACT ? fact.slice(0, MAX_FACT) : fact
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
