import { parseScopeList } from '../../model'
import type { Clock, People, Store } from '../../ports'
import { claimsRequested, type Claims, type ScopeClaims } from '../claims/released-claims'
import type { Subjects } from '../claims/subjects'
import { OAuthError } from '../oauth-error'
import type { EncryptForClient } from './encrypt-for-client'
import { idTokenClaims } from './id-token-claims'
import type { IdTokenRequest, IssueIdToken } from './issue'
import { signJwt } from './prepared-key'
import { idTokenLifetime } from './id-token-lifetime'
import type { SigningKeys } from './signing-keys'

/** Makes ID tokens (OpenID Connect Core §2), signed and, for who registered that, encrypted besides (§10.2). */
export function createIssueIdToken({
  people,
  settings: settingsDocument,
  subjects,
  scopeClaims,
  signingKeys,
  encryptForClient,
  clock,
  issuer
}: {
  people: Pick<People, 'bySubject'>
  settings: Store['settings']
  subjects: Subjects
  scopeClaims: ScopeClaims
  signingKeys: SigningKeys
  encryptForClient: EncryptForClient
  clock: Clock
  issuer: () => string
}): IssueIdToken {
  async function personClaims({ authorization, withScopeClaims }: IdTokenRequest): Promise<Claims> {
    const user = await people.bySubject(authorization.sub)
    if (!user)
      throw new OAuthError(
        'invalid_grant',
        'person-refused',
        'The person whom this is about has no account here any more, or it is blocked.'
      )
    return {
      // OpenID Connect Core §5.4: without an access token, the claims of the scopes are told here.
      ...(withScopeClaims ? await scopeClaims.ofScopes(user, parseScopeList(authorization.scope)) : {}),
      ...claimsRequested(user, authorization.claims?.id_token)
    }
  }

  return async (request) => {
    const { client, authorization } = request
    const settings = await settingsDocument.get()
    const alg = client.id_token_signed_response_alg ?? settings.tokens.signing_alg
    const key = await signingKeys.prepared(alg)
    const claims = {
      ...(await personClaims(request)),
      ...idTokenClaims(request, {
        issuer: issuer(),
        sub: await subjects.subjectFor(client, authorization.sub),
        alg,
        iat: clock.nowSeconds(),
        exp: clock.nowSeconds() + idTokenLifetime(client, settings)
      })
    }
    return encryptForClient(client, 'id_token', await signJwt(key, 'JWT', claims))
  }
}
