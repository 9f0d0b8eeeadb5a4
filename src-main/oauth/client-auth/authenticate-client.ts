import type { Client, Settings } from '../../model'
import type { Store } from '../../ports'
import { requireUnblocked } from '../client-barrier'
import type { Form } from '../form'
import { OAuthError } from '../oauth-error'
import type { ProtocolRequest } from '../protocol-request'
import type {
  Attempt,
  AuthenticatedClient,
  ClientAuthenticationMethod,
  CredentialPlace,
  CredentialRequest
} from './method'
import { wrongCredentials } from './wrong-credentials'

/** What of a request the authentication of its client reads. */
export function credentialsOf(request: ProtocolRequest, form: Form): CredentialRequest {
  const { headers, certificate, observe } = request
  return { authorization: headers.authorization, form, certificate, observe }
}

export type AuthenticateClient = (request: CredentialRequest) => Promise<AuthenticatedClient>

/**
 * The client that a request comes from (RFC 6749 §2.3): exactly one set of credentials, in the way that the client is
 * registered with and that is switched on. Throws `invalid_client`, or `invalid_request` for two ways at once.
 */
export function createAuthenticateClient({
  clients,
  users,
  settings: settingsDocument,
  methods
}: {
  clients: Store['clients']
  users: Store['users']
  settings: Store['settings']
  methods: readonly ClientAuthenticationMethod[]
}): AuthenticateClient {
  const places = [...new Set(methods.map(({ place }) => place))]
  const methodsAt = new Map(places.map((one) => [one, methods.filter(({ place }) => place === one)]))

  return async (request) => {
    const { place, attempt } = readCredentials(places, request)
    request.observe?.({ client_id: attempt.clientId })
    requireSameClient(request, attempt)
    const settings = await settingsDocument.get()
    const client = await clients.get(attempt.clientId)
    const method = chooseMethod(methodsAt.get(place) ?? [], client, settings)
    requireSwitchedOn(settings, method)
    await method.verify(client, attempt.evidence)
    const proven = provenClient(client)
    // Told only to who has proven to be the client.
    await requireUnblocked(proven, users, 'invalid_client')
    return proven
  }
}

function readCredentials(places: readonly CredentialPlace[], request: CredentialRequest) {
  let found: { place: CredentialPlace; attempt: Attempt } | undefined
  for (const place of places) {
    const attempt = place.read(request)
    if (!attempt || (found && place.mayStandBeside)) continue
    if (found)
      throw new OAuthError(
        'invalid_request',
        'client-authentication-twice',
        `The client proves itself twice: by ${found.place.name} and by ${place.name}; use one (RFC 6749 section 2.3).`
      )
    found = { place, attempt }
  }
  if (found) return found
  throw new OAuthError(
    'invalid_client',
    'client-authentication-missing',
    `The request names no client; expected is one of ${places.map(({ name }) => name).join(', ')}.`
  )
}

/** A client_id in the body may stand beside other credentials, when it says the same (RFC 7521 §4.2). */
function requireSameClient({ form }: CredentialRequest, { clientId }: Attempt): void {
  const named = form.get('client_id')
  if (named !== undefined && named !== clientId)
    throw new OAuthError(
      'invalid_request',
      'client-id-contradicts',
      'The client_id in the body is another than the one of the credentials; leave it out or send the same.'
    )
}

/**
 * The registered method, if its credentials are the ones that were sent. A client id is no secret (RFC 6749 §2.2), so
 * whoever mixed up two methods is told; who is unknown is checked like anybody else.
 */
function chooseMethod(
  candidates: readonly ClientAuthenticationMethod[],
  client: Client | undefined,
  settings: Settings
): ClientAuthenticationMethod {
  const registered = client?.token_endpoint_auth_method
  const method = registered
    ? candidates.find(({ name }) => name === registered)
    : (candidates.find(({ name }) => settings.client_authentication[name]) ?? candidates[0])
  if (method) return method
  throw new OAuthError(
    'invalid_client',
    'client-authentication-differs',
    `This client is registered with ${registered}, and the request used ${candidates.map(({ name }) => name).join(' or ')}.`
  )
}

function requireSwitchedOn(settings: Settings, { name }: ClientAuthenticationMethod): void {
  if (settings.client_authentication[name]) return
  const on = Object.entries(settings.client_authentication).flatMap(([other, isOn]) => (isOn ? other : []))
  throw new OAuthError(
    'invalid_client',
    'client-authentication-off',
    `The method ${name} is switched off on this server; ${on.length ? `switched on: ${on.join(', ')}` : 'so is every other one'}.`
  )
}

/** This is the one place where an AuthenticatedClient is made; no method lets a client pass that isn't there. */
function provenClient(client: Client | undefined): AuthenticatedClient {
  if (!client) throw wrongCredentials('client-unknown')
  return client as AuthenticatedClient
}
