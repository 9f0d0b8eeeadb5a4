import {
  differInLoopbackPort,
  nearestName,
  parseScopeList,
  redirectUriProblem,
  type Client
} from '../../../model'
import type { Form } from '../../form'
import { OAuthError } from '../../oauth-error'
import type { RefusalReason } from '../../refusal-reason'

/**
 * The redirect URI of a request: one of the registered ones, compared as exact strings (RFC 6749 §3.1.2.3, RFC 9700 §4.1.3), but for
 * the port of a native client's loopback address (RFC 8252 §7.3). Throws OAuthError, which is for a page of ours.
 */
export function requireRedirectUri(client: Client, form: Form): string {
  const uri = form.get('redirect_uri') ?? onlyRegistered(client, form)
  if (!client.redirect_uris.some((registered) => isSame(client, registered, uri)))
    throw refusal('redirect-uri-differs', `The redirect_uri ${uri} ${difference(client, uri)}`)
  // Checked at registration already; whatever way the client came in, nothing that runs code is followed.
  const problem = redirectUriProblem(uri)
  if (problem)
    throw refusal('redirect-uri-differs', `The redirect_uri ${uri} ${problem.replaceAll('§', 'section ')}.`)
  return uri
}

/** RFC 6749 §3.1.2.3: it may be left out where one alone is registered; OpenID Connect Core §3.1.2.1 requires it. */
function onlyRegistered({ redirect_uris: registered }: Client, form: Form): string {
  const [only] = registered
  if (only === undefined)
    throw refusal('redirect-uri-missing', 'This client has no redirect URI; register one first.')
  if (registered.length > 1)
    throw refusal(
      'redirect-uri-missing',
      `The parameter redirect_uri is missing, and this client has ${registered.length}; expected is ${listed(registered)} (RFC 6749 section 3.1.2.3).`
    )
  if (parseScopeList(form.get('scope')).includes('openid'))
    throw refusal(
      'redirect-uri-missing',
      `The parameter redirect_uri is missing, which a request with the scope openid must have; expected is ${only} (OpenID Connect Core section 3.1.2.1).`
    )
  return only
}

function isSame(client: Client, registered: string, uri: string): boolean {
  if (registered === uri) return true
  return client.application_type === 'native' && differInLoopbackPort(registered, uri)
}

function difference(client: Client, uri: string): string {
  const { redirect_uris: registered } = client
  if (registered.some((one) => differInLoopbackPort(one, uri)))
    return 'differs from a registered one in its port, which only a client with the application_type native may choose (RFC 8252 section 7.3).'
  if (client.application_type === 'native' && /^http:\/\/localhost[:/]/.test(uri))
    return `is not registered; a native client may choose the port of 127.0.0.1 and [::1] alone, while localhost is compared as it stands (RFC 8252 section 8.3). Registered: ${listed(registered)}.`
  const nearest = nearestName(uri, registered)
  return `is not registered; redirect URIs are compared as exact strings. ${nearest ? `The nearest one that is: ${nearest}` : `Registered: ${listed(registered)}`} (RFC 6749 section 3.1.2.3).`
}

function listed(registered: readonly string[]): string {
  const [first = 'none', second] = registered
  if (second === undefined) return first
  return registered.length > 2 ? `${first}, ${second} or another of them` : `${first} or ${second}`
}

function refusal(reason: RefusalReason, description: string): OAuthError {
  return new OAuthError('invalid_request', reason, description)
}
