import { isConfidential, type Client, type IssuedToken, type Settings } from '../../model'
import type { Clock, Store } from '../../ports'
import { mergeLayers } from '../claims/claim-layer'
import { credentialsOf, type AuthenticateClient } from '../client-auth/authenticate-client'
import { parseForm } from '../form'
import { OAuthError } from '../oauth-error'
import { secretJson, secretText, type ProtocolAnswer, type ProtocolRequest } from '../protocol-request'
import type { DescribeToken } from '../tokens/describe-token'
import type { EncryptForClient } from '../tokens/id-token/encrypt-for-client'
import type { FindToken } from '../tokens/find-token'
import { signJwt } from '../tokens/keys/prepared-key'
import type { SigningKeys } from '../tokens/keys/signing-keys'
import { requireTokenParameter } from '../token-parameter'

export interface IntrospectionDeps {
  readonly settings: Store['settings']
  readonly authenticateClient: AuthenticateClient
  readonly findToken: FindToken
  readonly describeToken: DescribeToken
  readonly signingKeys: SigningKeys
  readonly encryptForClient: EncryptForClient
  readonly clock: Clock
  readonly issuer: () => string
}

/** RFC 7662 §2.2: of a token that is unknown, dead or another client's, nothing else is said. */
const INACTIVE = Object.freeze({ active: false })

/** RFC 9701 §5 */
const JWT_ANSWER = 'application/token-introspection+jwt'

/** Token introspection (RFC 7662), answered as a signed JWT to who asks for one (RFC 9701). Throws OAuthError. */
export function createIntrospectionEndpoint(deps: IntrospectionDeps) {
  const { settings: settingsDocument, authenticateClient, findToken, describeToken } = deps

  return async (request: ProtocolRequest): Promise<ProtocolAnswer> => {
    const form = parseForm(request.body)
    const client = await authenticateClient(credentialsOf(request, form))
    requireConfidential(client)
    const settings = await settingsDocument.get()
    const live = await findToken(requireTokenParameter(form, request.query, settings))
    const described = live && mayKnow(client, live.record) ? mergeLayers(await describeToken(live)) : INACTIVE
    return wantsJwt(request.headers.accept)
      ? jwtAnswer(deps, client, settings, described)
      : secretJson(described)
  }
}

/** RFC 7662 §2.1: the endpoint requires authorization, and a client id proves nothing. */
function requireConfidential(client: Client): void {
  if (isConfidential(client)) return
  throw new OAuthError(
    'invalid_client',
    'client-public',
    'Introspection is for clients that can prove themselves; this one is registered with the method none (RFC 7662 section 2.1).'
  )
}

/**
 * A client may know its own tokens, and an API those that are meant for it: an API that introspects is a client whose `client_id` is
 * the resource that the tokens name as their audience (RFC 8707 §2). A refresh token is nobody's but its client's.
 */
function mayKnow({ client_id }: Client, token: IssuedToken): boolean {
  if (token.kind === 'registration_access_token') return false
  if (token.client_id === client_id) return true
  return token.kind === 'access_token' && (token.aud?.includes(client_id) ?? false)
}

/** RFC 9701 §4 */
function wantsJwt(accept: string | undefined): boolean {
  return accept !== undefined && accept.toLowerCase().includes(JWT_ANSWER)
}

/** RFC 9701 §5: for whom and when beside what; never `exp` or `sub` at the top, so that it is no token of any other kind. */
async function jwtAnswer(
  { signingKeys, encryptForClient, clock, issuer }: IntrospectionDeps,
  client: Client,
  settings: Settings,
  described: object
): Promise<ProtocolAnswer> {
  const alg = client.introspection_signed_response_alg ?? settings.tokens.signing_alg
  const jwt = await signJwt(await signingKeys.prepared(alg), 'token-introspection+jwt', {
    iss: issuer(),
    aud: client.client_id,
    iat: clock.nowSeconds(),
    token_introspection: described
  })
  return secretText(JWT_ANSWER, await encryptForClient(client, 'introspection', jwt))
}
