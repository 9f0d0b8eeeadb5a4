import {
  CLIENT_AUTHENTICATION_NAMES,
  GRANT_TYPES,
  isGrantTypeOn,
  isResponseTypeOn,
  RESPONSE_TYPES,
  type Client,
  type ClientProblem,
  type Settings
} from '../../model'
import { isLoopbackUrl } from './is-loopback-url'

/**
 * RFC 7523 §2.1: with it the client speaks for whom it likes, so it is trust that nobody gives themselves.
 * An administrator can add it to a client that was registered.
 */
const GIVEN_BY_ADMINISTRATORS = ['urn:ietf:params:oauth:grant-type:jwt-bearer']

/** What this server does not take from a registration, beyond contradictions in a client. */
export function registrationProblems(client: Client, settings: Settings): ClientProblem[] {
  return [...switchProblems(client, settings), ...redirectProblems(client), ...logoutProblems(client)]
}

/** RFC 7591 §2: what is switched off is not registered either. */
function switchProblems(client: Client, { flows, client_authentication }: Settings): ClientProblem[] {
  const grantTypes = GRANT_TYPES.filter(
    (type) => isGrantTypeOn(flows, type) && !GIVEN_BY_ADMINISTRATORS.includes(type)
  )
  const responseTypes = RESPONSE_TYPES.filter((type) => isResponseTypeOn(flows, type))
  const methods = CLIENT_AUTHENTICATION_NAMES.filter((name) => client_authentication[name])
  return [
    ...refusedOf('grant_types', client.grant_types, grantTypes),
    ...refusedOf('response_types', client.response_types ?? [], responseTypes),
    ...refusedOf('token_endpoint_auth_method', [client.token_endpoint_auth_method], methods)
  ]
}

function refusedOf(
  path: ClientProblem['path'],
  values: readonly string[],
  accepted: readonly string[]
): ClientProblem[] {
  const refused = values.filter((value) => !accepted.includes(value))
  if (!refused.length) return []
  const message = `${refused.join(', ')} can not be registered here; accepted: ${accepted.join(', ') || 'none'}`
  return [{ path, message }]
}

function redirectProblems(client: Client): ClientProblem[] {
  const redirects =
    client.grant_types.includes('authorization_code') || client.grant_types.includes('implicit')
  if (redirects && !client.redirect_uris.length)
    return [
      {
        path: 'redirect_uris',
        message: 'is required: at least one redirect URI, for authorization_code and implicit (RFC 7591 §2)'
      }
    ]
  const problem = client.application_type === 'native' ? nativeProblem : webProblem
  const isImplicit = client.grant_types.includes('implicit')
  return client.redirect_uris.flatMap((uri): ClientProblem[] => {
    const message = problem(new URL(uri), isImplicit)
    return message ? [{ path: 'redirect_uris', message: `${message} (found ${uri})` }] : []
  })
}

/** OpenID Connect Registration §2, `application_type`: a claimed scheme, or the loopback interface. */
function nativeProblem(url: URL): string | undefined {
  const isLocal = url.protocol === 'http:' ? isLoopbackUrl(url) : url.protocol !== 'https:'
  return isLocal
    ? undefined
    : 'of a native client must use a scheme of its own, or http on localhost, 127.0.0.1 or [::1] (OpenID Connect Registration §2)'
}

/**
 * OpenID Connect Registration §2: https alone with the implicit grant. A deviation: the same section forbids localhost there, which
 * a server for development would be useless without, so http on the loopback interface is accepted.
 */
function webProblem(url: URL, isImplicit: boolean): string | undefined {
  if (!isImplicit || url.protocol === 'https:' || isLoopbackUrl(url)) return undefined
  return 'of a web client with the implicit grant must use https, or http on a loopback address (OpenID Connect Registration §2)'
}

function logoutProblems(client: Client): ClientProblem[] {
  const problems: ClientProblem[] = []
  const front = client.frontchannel_logout_uri
  const isOwn = (uri: string) => client.redirect_uris.some((own) => originOf(own) === originOf(uri))
  if (front !== undefined && !isOwn(front))
    problems.push({
      path: 'frontchannel_logout_uri',
      message:
        'must have scheme, host and port of one of redirect_uris (OpenID Connect Front-Channel Logout §2)'
    })
  // OpenID Connect Back-Channel Logout §2.2: an absolute URI without a fragment.
  for (const path of ['backchannel_logout_uri', 'frontchannel_logout_uri'] as const)
    if (client[path]?.includes('#')) problems.push({ path, message: 'must hold no fragment' })
  return problems
}

/** `origin` is `null` for every scheme of a client's own, so the parts are compared. */
function originOf(uri: string): string {
  const { protocol, host } = new URL(uri)
  return `${protocol}//${host}`
}
