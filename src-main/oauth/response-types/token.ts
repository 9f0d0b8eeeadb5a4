import { OAuthError } from '../oauth-error'
import type { IssueAccessToken } from '../tokens/issue'
import type { ResponsePart } from './response-part'

/** The access token of the implicit and hybrid flows (RFC 6749 §4.2.2, OpenID Connect Core §3.2.2.5 and §3.3.2.5). */
export function createTokenPart({ issueAccessToken }: { issueAccessToken: IssueAccessToken }): ResponsePart {
  return {
    name: 'token',
    async issue({ request, authorization, scope }) {
      const { client } = request
      // RFC 9449 §5.2, RFC 8705 §3.4: through a browser nothing proves a key, so such a token would be a bearer token.
      if (client.dpop_bound_access_tokens || client.tls_client_certificate_bound_access_tokens)
        throw new OAuthError(
          'unauthorized_client',
          'token-binding-differs',
          'This client is registered for access tokens that are bound to its key, and those are had at the token endpoint alone; ask with response_type=code.'
        )
      const answer = await issueAccessToken(client, {
        subject: authorization.sub,
        scope,
        requestedScope: request.requestedScope,
        audience: request.resources,
        authorization,
        ...(request.authorizationDetails && { authorizationDetails: request.authorizationDetails })
      })
      return {
        access_token: answer.access_token,
        token_type: answer.token_type,
        expires_in: String(answer.expires_in),
        ...(answer.scope !== undefined && { scope: answer.scope })
      }
    }
  }
}
