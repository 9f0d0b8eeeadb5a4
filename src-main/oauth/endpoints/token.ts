import type { Store } from '../../ports'
import { credentialsOf, type AuthenticateClient } from '../client-auth/authenticate-client'
import { parseForm } from '../form'
import type { Grant } from '../grants/grant'
import { requireGrant } from '../grants/require-grant'
import { secretJson, type ProtocolAnswer, type ProtocolRequest } from '../protocol-request'
import type { VerifyPresented } from '../sender/verify-presented'
import type { IssueTokens } from '../tokens/issue'

/** The token endpoint (RFC 6749 §3.2). Throws OAuthError. */
export function createTokenEndpoint({
  settings,
  grants,
  authenticateClient,
  verifyPresented,
  issueTokens
}: {
  settings: Store['settings']
  grants: readonly Grant[]
  authenticateClient: AuthenticateClient
  verifyPresented: VerifyPresented
  issueTokens: IssueTokens
}) {
  const hint = `expected is ${grants.map(({ type }) => type).join(', ')}.`

  return async (request: ProtocolRequest): Promise<ProtocolAnswer> => {
    const form = parseForm(request.body)
    const grantType = form.require('grant_type', hint)
    request.observe?.({ grant_type: grantType })
    const client = await authenticateClient(credentialsOf(request, form))
    const grant = requireGrant(grants, await settings.get(), client, grantType)
    const presented = await verifyPresented(request, client)
    const decision = await grant.authorize(client, form, presented)
    if (decision.subject !== undefined) request.observe?.({ sub: decision.subject })
    return secretJson(await issueTokens(client, decision, presented))
  }
}
