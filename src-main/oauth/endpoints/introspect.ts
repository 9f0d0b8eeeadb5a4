import { isConfidential, type IssuedToken } from '../../model'
import type { Store } from '../../ports'
import type { AuthenticateClient } from '../client-auth/authenticate-client'
import { parseForm } from '../form'
import { OAuthError } from '../oauth-error'
import { secretJson, type ProtocolAnswer, type ProtocolRequest } from '../protocol-request'
import type { FindToken } from '../tokens/find-token'
import { requireTokenParameter } from '../token-parameter'

/** Token introspection (RFC 7662). Throws OAuthError. */
export function createIntrospectionEndpoint({
  settings,
  authenticateClient,
  findToken,
  issuer
}: {
  settings: Store['settings']
  authenticateClient: AuthenticateClient
  findToken: FindToken
  issuer: () => string
}) {
  return async ({ body, query, headers, observe }: ProtocolRequest): Promise<ProtocolAnswer> => {
    const form = parseForm(body)
    const client = await authenticateClient({ authorization: headers.authorization, form, observe })
    // RFC 7662 §2.1: the endpoint requires authorization, and a client id proves nothing.
    if (!isConfidential(client))
      throw new OAuthError(
        'invalid_client',
        'client-public',
        'Introspection is for clients that can prove themselves; this one is registered with the method none (RFC 7662 section 2.1).'
      )
    const token = await findToken(requireTokenParameter(form, query, await settings.get()))
    return secretJson(token?.client_id === client.client_id ? described(token, issuer()) : INACTIVE)
  }
}

/** RFC 7662 §2.2: of a token that is unknown, dead or another client's, nothing else is said. */
const INACTIVE = Object.freeze({ active: false })

function described(token: IssuedToken, issuer: string): object {
  return {
    active: true,
    ...(token.scope ? { scope: token.scope } : {}),
    client_id: token.client_id,
    token_type: 'Bearer',
    exp: token.exp,
    iat: token.iat,
    // As in a JWT access token (RFC 9068 §2.2): where there is no person, the subject is the client.
    sub: token.sub ?? token.client_id,
    ...(token.aud ? { aud: token.aud.length === 1 ? token.aud[0] : token.aud } : {}),
    iss: issuer,
    ...(token.jti ? { jti: token.jti } : {})
  }
}
