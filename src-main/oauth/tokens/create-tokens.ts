import type { Clock, People, Random, Store } from '../../ports'
import { createScopeClaims, type ScopeClaims } from '../claims/released-claims'
import type { Subjects } from '../claims/subjects'
import type { ClientKeys } from '../client-auth/client-keys'
import { createDescribeToken, type DescribeToken } from './describe-token'
import { createEncryptForClient, type EncryptForClient } from './encrypt-for-client'
import { createEndAuthorization, type EndAuthorization } from './end-authorization'
import { createIssueIdToken } from './issue-id-token'
import type { IssueAccessToken, IssueIdToken, IssueTokens } from './issue'
import { createIssueTokens } from './issue-tokens'
import { createKeepRefreshToken } from './keep-refresh-token'
import { createMakeAccessToken } from './make-access-token'
import { createRequireRoom } from './require-room'
import type { SigningKeys } from './signing-keys'

export interface Tokens {
  readonly issueTokens: IssueTokens
  readonly issueAccessToken: IssueAccessToken
  readonly issueIdToken: IssueIdToken
  readonly describeToken: DescribeToken
  readonly endAuthorization: EndAuthorization
  readonly encryptForClient: EncryptForClient
  readonly scopeClaims: ScopeClaims
}

/** What makes tokens, tells of them and ends them. */
export function createTokens(deps: {
  readonly store: Pick<Store, 'tokens' | 'authorizations' | 'settings' | 'scopes' | 'clients'>
  readonly people: Pick<People, 'bySubject'>
  readonly subjects: Subjects
  readonly signingKeys: SigningKeys
  readonly clientKeys: ClientKeys
  readonly clock: Clock
  readonly random: Random
  readonly issuer: () => string
}): Tokens {
  const { tokens, settings } = deps.store
  const scopeClaims = createScopeClaims(deps.store)
  const encryptForClient = createEncryptForClient(deps)
  const shared = { ...deps, ...deps.store, scopeClaims, encryptForClient }
  const issueIdToken = createIssueIdToken({ ...shared, settings })
  return {
    ...createIssueTokens({
      ...shared,
      issueIdToken,
      makeAccessToken: createMakeAccessToken({ ...shared, tokens }),
      keepRefreshToken: createKeepRefreshToken(shared),
      requireRoom: createRequireRoom(shared)
    }),
    issueIdToken,
    describeToken: createDescribeToken(shared),
    endAuthorization: createEndAuthorization(deps.store),
    encryptForClient,
    scopeClaims
  }
}
