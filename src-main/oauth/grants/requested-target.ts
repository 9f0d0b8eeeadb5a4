import type { AuthorizationDetail, Client, Settings } from '../../model'
import { canonical } from '../authorization/steps/asked-consent'
import { parseAuthorizationDetails } from '../authorization-details'
import type { Form } from '../form'
import { OAuthError } from '../oauth-error'
import { parseResources, requireKnownResources, scopeAtResources } from '../resource'
import type { Decision } from '../tokens/decision'
import type { StandingAuthorization } from './authorization/standing-authorization'

/** What a token request leaves of what was granted: fewer resources and their scopes (RFC 8707 §2.2), fewer details (RFC 9396 §6). */
export function narrowed(
  form: Form,
  client: Client,
  settings: Settings,
  { authorization, scope }: Pick<StandingAuthorization, 'authorization' | 'scope'>
): Pick<Decision, 'audience' | 'scope' | 'authorizationDetails'> {
  const audience = narrowedResources(form, settings, authorization.resources)
  const authorizationDetails = narrowedDetails(form, client, authorization.authorization_details)
  return { audience, scope: scopeAtResources(scope, audience, settings.resources), authorizationDetails }
}

/** The resources that a request asks for (RFC 8707 §2), each one known to the server. */
export function requestedResources(form: Form, { resources: known }: Settings): readonly string[] {
  const requested = parseResources(form.all('resource'))
  requireKnownResources(requested, known)
  return requested
}

/**
 * RFC 8707 §2.2: a token request may narrow what was granted, never widen it. Nothing asked for: everything that was granted;
 * an authorization that names no resource leaves the choice to the token request.
 */
function narrowedResources(form: Form, settings: Settings, granted: readonly string[]): readonly string[] {
  const requested = requestedResources(form, settings)
  if (!requested.length) return granted
  const refused = granted.length ? requested.filter((resource) => !granted.includes(resource)) : []
  if (!refused.length) return requested
  throw new OAuthError(
    'invalid_target',
    'resource-not-granted',
    `The resource ${refused.join(', ')} was not granted; granted is ${granted.join(', ')} (RFC 8707 section 2.2).`
  )
}

/** The `authorization_details` of a request (RFC 9396 §2), of types that the client may ask for. */
export function requestedDetails(form: Form, client: Client): readonly AuthorizationDetail[] | undefined {
  const text = form.get('authorization_details')
  return text === undefined ? undefined : parseAuthorizationDetails(client, text)
}

/** RFC 9396 §6: a token request may name some of the details that were granted, and gets these alone. */
export function narrowedDetails(
  form: Form,
  client: Client,
  granted: readonly AuthorizationDetail[] = []
): readonly AuthorizationDetail[] | undefined {
  const requested = requestedDetails(form, client)
  if (!requested) return granted.length ? granted : undefined
  const grantedTexts = granted.map(canonical)
  if (requested.every((detail) => grantedTexts.includes(canonical(detail)))) return requested
  throw new OAuthError(
    'invalid_authorization_details',
    'authorization-details-refused',
    'The authorization_details hold an entry that was not granted; a token request may only leave some out (RFC 9396 section 6).'
  )
}
