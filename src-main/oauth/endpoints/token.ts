import type { Store } from '../../ports'
import type { AuthenticateClient } from '../client-auth/authenticate-client'
import { parseForm } from '../form'
import type { Grant } from '../grants/grant'
import { requireGrant } from '../grants/require-grant'
import { secretJson, type ProtocolAnswer, type ProtocolRequest } from '../protocol-request'
import type { IssueTokens } from '../tokens/issue-tokens'

/** The token endpoint (RFC 6749 §3.2). Throws OAuthError. */
export function createTokenEndpoint({
  settings,
  grants,
  authenticateClient,
  issueTokens
}: {
  settings: Store['settings']
  grants: readonly Grant[]
  authenticateClient: AuthenticateClient
  issueTokens: IssueTokens
}) {
  const hint = `expected is ${grants.map(({ type }) => type).join(', ')}.`

  return async ({ body, headers, observe }: ProtocolRequest): Promise<ProtocolAnswer> => {
    const form = parseForm(body)
    const grantType = form.require('grant_type', hint)
    observe?.({ grant_type: grantType })
    const client = await authenticateClient({ authorization: headers.authorization, form, observe })
    const grant = requireGrant(grants, await settings.get(), client, grantType)
    const decision = await grant.authorize(client, form)
    return secretJson(await issueTokens(client, decision))
  }
}
