import type { IssueIdToken } from '../tokens/issue'
import type { ResponsePart } from './response-part'

/** The ID token from the authorization endpoint (OpenID Connect Core §3.2.2.10 and §3.3.2.11), with the hashes of what comes beside it. */
export function createIdTokenPart({ issueIdToken }: { issueIdToken: IssueIdToken }): ResponsePart {
  return {
    name: 'id_token',
    async issue({ request, authorization }, before) {
      const { access_token: accessToken, code } = before
      const { nonce } = request
      const { state } = request.target
      const id_token = await issueIdToken({
        client: request.client,
        authorization,
        ...(nonce !== undefined && { nonce }),
        ...(accessToken !== undefined && { accessToken }),
        ...(code !== undefined && { code }),
        ...(state !== undefined && { state }),
        // OpenID Connect Core §5.4: where no access token comes along, nothing can be asked at the UserInfo endpoint.
        withScopeClaims: request.responseType === 'id_token'
      })
      return { id_token }
    }
  }
}
