import type { Clock, Faults, People, Random, Store } from '../../ports'
import { createScopeClaims } from '../claims/released-claims'
import { createClaimRules } from '../claims/rules/create-claim-rules'
import type { Subjects } from '../claims/subjects'
import { createUserinfoClaims, type UserinfoClaims } from '../claims/userinfo-claims'
import type { ClientKeys } from '../client-auth/assertions/client-keys'
import { createAccessTokenClaims, type AccessTokenClaims } from './access-token-claims'
import { createDraftAccessToken, type DraftAccessToken } from './access-token-draft'
import { createDescribeToken, type DescribeToken } from './describe-token'
import { createEncryptForClient, type EncryptForClient } from './id-token/encrypt-for-client'
import { createEndAuthorization, type EndAuthorization } from './end-authorization'
import { createIdTokenClaims, type IdTokenClaims } from './id-token/id-token-claims'
import { createIssueIdToken } from './id-token/issue-id-token'
import type { IssueAccessToken, IssueIdToken, IssueTokens } from './issue'
import { createIssueTokens } from './issue-tokens'
import { createMakeAccessToken } from './make-access-token'
import { createMakeRefreshToken } from './make-refresh-token'
import { createRequireRoom } from './require-room'
import type { SigningKeys } from './keys/signing-keys'
import { createTokenFaults } from './token-faults'

/** What decides what tokens and answers say. */
export interface TokenContents {
  readonly draftAccessToken: DraftAccessToken
  readonly accessTokenClaims: AccessTokenClaims
  readonly idTokenClaims: IdTokenClaims
  readonly userinfoClaims: UserinfoClaims
}

export interface Tokens extends TokenContents {
  readonly issueTokens: IssueTokens
  readonly issueAccessToken: IssueAccessToken
  readonly issueIdToken: IssueIdToken
  readonly describeToken: DescribeToken
  readonly endAuthorization: EndAuthorization
  readonly encryptForClient: EncryptForClient
}

/** What makes tokens, tells of them and ends them. */
export function createTokens(deps: {
  readonly store: Pick<
    Store,
    'tokens' | 'authorizations' | 'settings' | 'scopes' | 'claims' | 'clients' | 'subscribe'
  >
  readonly people: Pick<People, 'bySubject'>
  readonly subjects: Subjects
  readonly signingKeys: SigningKeys
  readonly clientKeys: ClientKeys
  readonly faults: Pick<Faults, 'isArmed' | 'take'>
  readonly clock: Clock
  readonly random: Random
  readonly issuer: () => string
}): Tokens {
  const { tokens, settings, authorizations } = deps.store
  const contents = createContents(deps)
  const encryptForClient = createEncryptForClient(deps)
  const tokenFaults = createTokenFaults(deps)
  const shared = { ...deps, ...deps.store, ...contents, encryptForClient, tokenFaults }
  const issueIdToken = createIssueIdToken({ ...shared, settings })
  return {
    ...contents,
    ...createIssueTokens({
      ...shared,
      issueIdToken,
      makeAccessToken: createMakeAccessToken(shared),
      makeRefreshToken: createMakeRefreshToken(shared),
      requireRoom: createRequireRoom(shared)
    }),
    issueIdToken,
    describeToken: createDescribeToken(shared),
    endAuthorization: createEndAuthorization({ tokens, authorizations }),
    encryptForClient
  }
}

function createContents(deps: Parameters<typeof createTokens>[0]): TokenContents {
  const scopeClaims = createScopeClaims(deps.store)
  const claimRules = createClaimRules(deps.store)
  const shared = { ...deps, ...deps.store, scopeClaims, claimRules }
  return {
    draftAccessToken: createDraftAccessToken(deps),
    accessTokenClaims: createAccessTokenClaims(shared),
    idTokenClaims: createIdTokenClaims(shared),
    userinfoClaims: createUserinfoClaims(shared)
  }
}
