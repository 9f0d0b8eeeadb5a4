import type { IncomingMessage } from 'node:http'
import {
  ENDPOINT_PATHS,
  OAuthError,
  type Protocol,
  type ProtocolAnswer,
  type ProtocolRequest,
  type RequestFacts
} from '../../oauth'
import type { Awaitable, ClientCertificate } from '../../ports'
import { FORM, JSON_TYPE, MAX_BODY_BYTES_WITH_PICTURE, receiveBody } from '../read-body'
import { countHeader } from '../request-head'
import { clientAddress } from '../listening/trusted-proxies'

/** What a request is for, and who is at the other end of its connection. */
export interface Target {
  readonly path: string
  readonly query: string
  readonly certificate: ClientCertificate | undefined
}

/** What is seen of a request while it is answered, for whoever watches the traffic. */
export interface Sight {
  body: string
  observe(facts: RequestFacts): void
}

/** What a request is answered with. Throws OAuthError. */
export type Answer = (request: IncomingMessage, target: Target, sight: Sight) => Awaitable<ProtocolAnswer>

/** An endpoint of the protocol over HTTP. */
export interface ProtocolEndpoint {
  readonly path: string
  /** Whether what stands below the path is the endpoint's too. */
  readonly below?: true
  /** How each method that it knows is answered; HEAD goes with GET. */
  readonly methods: Readonly<Record<string, Answer>>
  /** Whether it only tells something, and nobody waits for the disk. */
  readonly isReading?: true
  /** Whether pages of other origins may call it, by the switch of `settings.cors`. */
  readonly cors?: 'enabled' | 'registration'
}

/** The endpoints that programs call. Those that browsers come to with a person have rooms of their own. */
export function protocolEndpoints(protocol: Protocol): readonly ProtocolEndpoint[] {
  const metadata = documentOf(() => protocol.metadata())
  const { registration } = protocol
  return [
    { path: ENDPOINT_PATHS.token, methods: { POST: form(protocol.token) }, cors: 'enabled' },
    {
      path: ENDPOINT_PATHS.userinfo,
      methods: { GET: bare(protocol.userinfo), POST: formOrNothing(protocol.userinfo) },
      isReading: true,
      cors: 'enabled'
    },
    // A resource server asks here, not a page.
    { path: ENDPOINT_PATHS.introspection, methods: { POST: form(protocol.introspect) }, isReading: true },
    { path: ENDPOINT_PATHS.revocation, methods: { POST: form(protocol.revoke) }, cors: 'enabled' },
    {
      path: ENDPOINT_PATHS.pushedAuthorizationRequest,
      methods: { POST: form(protocol.pushedRequest) },
      cors: 'enabled'
    },
    {
      path: ENDPOINT_PATHS.deviceAuthorization,
      methods: { POST: form(protocol.deviceAuthorization) },
      cors: 'enabled'
    },
    { path: ENDPOINT_PATHS.registration, methods: { POST: json(registration.create) }, cors: 'registration' },
    {
      path: ENDPOINT_PATHS.registration,
      below: true,
      methods: {
        GET: bare(registration.read),
        PUT: json(registration.update),
        DELETE: bare(registration.remove)
      },
      cors: 'registration'
    },
    { path: ENDPOINT_PATHS.jwks, ...documentOf(() => protocol.jwks()) },
    { path: ENDPOINT_PATHS.openidConfiguration, ...metadata },
    { path: ENDPOINT_PATHS.authorizationServerMetadata, ...metadata }
  ]
}

type Handle = (request: ProtocolRequest) => Promise<ProtocolAnswer>

const form = (handle: Handle): Answer => withBody(handle, [FORM])
const json = (handle: Handle): Answer => withBody(handle, [JSON_TYPE], MAX_BODY_BYTES_WITH_PICTURE)

/** RFC 6750 §2.2: the token may stand in a form, but a request with the header needs no body at all. */
function formOrNothing(handle: Handle): Answer {
  const [withForm, without] = [form(handle), bare(handle)]
  return (request, target, sight) => {
    const hasBody =
      request.headers['content-type'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0
    return (hasBody ? withForm : without)(request, target, sight)
  }
}

function withBody(handle: Handle, types: readonly string[], maxBytes?: number): Answer {
  return async (request, target, sight) => {
    requireOneOfEach(request)
    sight.body = await receiveBody(request, types, maxBytes)
    // Awaited here: an async function that returns a promise takes three turns to pass it on, and this takes one.
    return await handle(requestOf(request, target, sight))
  }
}

function bare(handle: Handle): Answer {
  return (request, target, sight) => {
    requireOneOfEach(request)
    return handle(requestOf(request, target, sight))
  }
}

/** What must not stand twice, since a server in between could read the other one. RFC 9449 §4.3: one DPoP header. */
function requireOneOfEach(request: IncomingMessage): void {
  for (const name of ['authorization', 'dpop'])
    if (request.headers[name] !== undefined && countHeader(request, name) > 1)
      throw new OAuthError(
        name === 'dpop' ? 'invalid_dpop_proof' : 'invalid_request',
        name === 'dpop' ? 'dpop-malformed' : 'authorization-repeated',
        `The header ${name === 'dpop' ? 'DPoP' : 'Authorization'} stands more than once; send it once.`
      )
}

function requestOf(
  request: IncomingMessage,
  { path, query, certificate }: Target,
  { body, observe }: Sight
): ProtocolRequest {
  const { authorization, accept, dpop, 'content-type': contentType } = request.headers
  const proof = typeof dpop === 'string' ? dpop : undefined
  const headers = { authorization, contentType, accept, dpop: proof }
  const method = request.method ?? ''
  return { method, path, query, body, headers, ip: clientAddress(request), certificate, observe }
}

// A switch acts at once, and a new key must be found at once: whoever keeps these documents asks whether they still hold.
const DOCUMENT_HEADERS = Object.freeze({ 'Content-Type': 'application/json', 'Cache-Control': 'no-cache' })

function documentOf(read: () => Promise<object>): Omit<ProtocolEndpoint, 'path'> {
  return { methods: { GET: document(read) }, isReading: true, cors: 'enabled' }
}

/** A document is the same object for as long as it says the same, so that its text is made once. */
function document(read: () => Promise<object>): Answer {
  let known: { of?: object; answer?: ProtocolAnswer } = {}
  return async () => {
    const of = await read()
    if (known.answer && known.of === of) return known.answer
    const answer = { status: 200, headers: DOCUMENT_HEADERS, body: JSON.stringify(of) }
    known = { of, answer }
    return answer
  }
}
