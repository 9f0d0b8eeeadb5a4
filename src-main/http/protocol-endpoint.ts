import type { IncomingMessage } from 'node:http'
import {
  ENDPOINT_PATHS,
  OAuthError,
  type Protocol,
  type ProtocolAnswer,
  type ProtocolRequest,
  type RequestFacts
} from '../oauth'
import { readFormBody } from './read-form-body'
import { countHeader } from './request-head'

/** What a request is answered with. Throws OAuthError. */
type Answer = (
  request: IncomingMessage,
  query: string,
  observe: (facts: RequestFacts) => void
) => Promise<ProtocolAnswer>

/** An endpoint of the protocol over HTTP. */
export interface ProtocolEndpoint {
  readonly path: string
  readonly method: 'GET' | 'POST'
  /** Whether pages of other origins may call it. */
  readonly cors: boolean
  readonly answer: Answer
}

/** The endpoints, by their paths. */
export function protocolEndpoints(protocol: Protocol): ReadonlyMap<string, ProtocolEndpoint> {
  const metadata = document(() => protocol.metadata())
  const endpoints: ProtocolEndpoint[] = [
    { path: ENDPOINT_PATHS.token, method: 'POST', cors: true, answer: form(protocol.token) },
    // A resource server asks here, not a page.
    { path: ENDPOINT_PATHS.introspection, method: 'POST', cors: false, answer: form(protocol.introspect) },
    { path: ENDPOINT_PATHS.revocation, method: 'POST', cors: true, answer: form(protocol.revoke) },
    { path: ENDPOINT_PATHS.jwks, method: 'GET', cors: true, answer: document(() => protocol.jwks()) },
    { path: ENDPOINT_PATHS.openidConfiguration, method: 'GET', cors: true, answer: metadata },
    { path: ENDPOINT_PATHS.authorizationServerMetadata, method: 'GET', cors: true, answer: metadata }
  ]
  return new Map(endpoints.map((endpoint) => [endpoint.path, endpoint]))
}

function form(handle: (request: ProtocolRequest) => Promise<ProtocolAnswer>): Answer {
  return async (request, query, observe) => {
    if (request.headers.authorization !== undefined && countHeader(request, 'authorization') > 1)
      throw new OAuthError(
        'invalid_request',
        'authorization-repeated',
        'The Authorization header stands more than once; send it once.'
      )
    const body = await readFormBody(request)
    const { authorization, 'content-type': contentType } = request.headers
    return handle({ method: 'POST', headers: { authorization, contentType }, body, query, observe })
  }
}

// A switch acts at once, and a new key must be found at once: whoever keeps these documents asks whether they still hold.
const DOCUMENT_HEADERS = Object.freeze({ 'Content-Type': 'application/json', 'Cache-Control': 'no-cache' })

function document(make: () => Promise<object>): Answer {
  return async () => ({ status: 200, headers: DOCUMENT_HEADERS, body: JSON.stringify(await make()) })
}
