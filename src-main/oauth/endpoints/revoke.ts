import type { Store } from '../../ports'
import type { AuthenticateClient } from '../client-auth/authenticate-client'
import { parseForm } from '../form'
import { secretNothing, type ProtocolAnswer, type ProtocolRequest } from '../protocol-request'
import type { FindToken } from '../tokens/find-token'
import { requireTokenParameter } from '../token-parameter'

/** Token revocation (RFC 7009). Throws OAuthError. */
export function createRevocationEndpoint({
  settings,
  tokens,
  authenticateClient,
  findToken
}: {
  settings: Store['settings']
  tokens: Store['tokens']
  authenticateClient: AuthenticateClient
  findToken: FindToken
}) {
  return async ({ body, query, headers, observe }: ProtocolRequest): Promise<ProtocolAnswer> => {
    const form = parseForm(body)
    const client = await authenticateClient({ authorization: headers.authorization, form, observe })
    const token = await findToken(requireTokenParameter(form, query, await settings.get()))
    // Another client's token is left alone, and answered like an unknown one (RFC 7009 §2.2) instead of with the error
    // of §2.1: whoever found a token somewhere must not learn here whether it is alive.
    if (token?.client_id === client.client_id) await tokens.remove(token.id)
    return secretNothing()
  }
}
