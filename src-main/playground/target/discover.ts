import { say } from '../../model'
import type { HttpSender } from '../../ports'
import { RequestNotBuilt } from '../request-not-built'
import type { PlaygroundEndpoint, Target } from './target'

/** The members of the discovery document that name endpoints (OpenID Discovery §3, RFC 8414 §2). */
const MEMBERS: Readonly<Record<PlaygroundEndpoint, string>> = {
  authorization: 'authorization_endpoint',
  par: 'pushed_authorization_request_endpoint',
  device_authorization: 'device_authorization_endpoint',
  token: 'token_endpoint',
  userinfo: 'userinfo_endpoint',
  introspect: 'introspection_endpoint',
  revoke: 'revocation_endpoint',
  end_session: 'end_session_endpoint',
  jwks: 'jwks_uri'
}

/** Another issuer, as its discovery document describes it. Throws RequestNotBuilt. */
export async function discover(issuer: string, httpSender: HttpSender): Promise<Target> {
  const document = await fetchDocument(issuer, httpSender)
  // OpenID Discovery §4.3: a document that speaks for somebody else is refused.
  if (document.issuer !== issuer)
    throw notFound(say('issuer_differs', { issuer, named: JSON.stringify(document.issuer ?? null) }))
  const endpoints = Object.entries(MEMBERS).flatMap(([name, member]) => {
    const value = document[member]
    return typeof value === 'string' ? [[name, value]] : []
  })
  return {
    issuer,
    isOwn: false,
    endpoints: Object.fromEntries(endpoints) as Target['endpoints'],
    namesIssuer: document.authorization_response_iss_parameter_supported === true
  }
}

/** OpenID Discovery §4 puts its path behind the issuer's, RFC 8414 §3.1 before it. */
async function fetchDocument(issuer: string, httpSender: HttpSender): Promise<Record<string, unknown>> {
  if (!URL.canParse(issuer)) throw notFound(say('issuer_no_address', { issuer }))
  const { origin, pathname } = new URL(issuer)
  const path = pathname.replace(/\/$/, '')
  const first = `${origin}${path}/.well-known/openid-configuration`
  const second = `${origin}/.well-known/oauth-authorization-server${path}`
  for (const url of [first, second]) {
    const document = await fetchJson(url, httpSender)
    if (document) return document
  }
  throw notFound(say('discovery_missing', { first, second }))
}

async function fetchJson(url: string, httpSender: HttpSender): Promise<Record<string, unknown> | undefined> {
  try {
    const { status, body } = await httpSender.send({
      method: 'GET',
      url,
      headers: [['Accept', 'application/json']]
    })
    const value: unknown = status === 200 ? JSON.parse(body) : undefined
    return typeof value === 'object' && value !== null ? { ...value } : undefined
  } catch (error) {
    // What isn't JSON is no such document; the next place may have it.
    if (error instanceof SyntaxError) return undefined
    throw notFound(say('discovery_failed', { why: error instanceof Error ? error.message : String(error) }))
  }
}

function notFound(message: string): RequestNotBuilt {
  return new RequestNotBuilt([{ path: ['target', 'issuer'], message }])
}
