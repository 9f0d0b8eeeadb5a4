import type { IssuedToken } from '../../model'
import type { Store } from '../../ports'
import { credentialsOf, type AuthenticateClient } from '../client-auth/authenticate-client'
import { parseForm } from '../form'
import { secretNothing, type ProtocolAnswer, type ProtocolRequest } from '../protocol-request'
import type { EndAuthorization } from '../tokens/end-authorization'
import { tokenDigest } from '../tokens/token-digest'
import { requireTokenParameter } from '../token-parameter'

/** Token revocation (RFC 7009). Throws OAuthError. */
export function createRevocationEndpoint({
  settings,
  tokens,
  authenticateClient,
  endAuthorization
}: {
  settings: Store['settings']
  tokens: Store['tokens']
  authenticateClient: AuthenticateClient
  endAuthorization: EndAuthorization
}) {
  /** RFC 7009 §2.1: with a refresh token, also a replaced one, goes all that came of the same agreement; an access token goes alone. */
  async function revoke({ id, kind, authorization_id }: IssuedToken): Promise<void> {
    if (kind === 'refresh_token' && authorization_id !== undefined) await endAuthorization(authorization_id)
    await tokens.remove(id)
  }

  return async (request: ProtocolRequest): Promise<ProtocolAnswer> => {
    const form = parseForm(request.body)
    const client = await authenticateClient(credentialsOf(request, form))
    const token = await tokens.get(
      tokenDigest(requireTokenParameter(form, request.query, await settings.get()))
    )
    // Another client's token is left alone, and answered like an unknown one (RFC 7009 §2.2) instead of with the error
    // of §2.1: whoever found a token somewhere must not learn here whether it is alive.
    // RFC 7592 §2.3: the registration access token goes with the registration.
    const isOwn = token?.client_id === client.client_id && token.kind !== 'registration_access_token'
    if (isOwn) await revoke(token)
    return secretNothing()
  }
}
