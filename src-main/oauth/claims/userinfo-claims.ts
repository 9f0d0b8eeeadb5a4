import { parseScopeList, type Client, type IssuedToken } from '../../model'
import type { People, Store } from '../../ports'
import type { ClaimLayer } from './claim-layer'
import { claimsRequested, type ScopeClaims } from './released-claims'
import { ruleLayers, type ClaimRules } from './rules/create-claim-rules'
import type { Subjects } from './subjects'

/** All that the UserInfo endpoint tells the holder of an access token (OpenID Connect Core §5.3.2, §5.4, §5.5). */
export type UserinfoClaims = (
  token: Pick<IssuedToken, 'sub' | 'scope' | 'authorization_id'>,
  client: Client | undefined
) => Promise<readonly ClaimLayer[]>

export function createUserinfoClaims({
  people,
  authorizations,
  subjects,
  scopeClaims,
  claimRules,
  issuer
}: {
  people: Pick<People, 'bySubject'>
  authorizations: Store['authorizations']
  subjects: Subjects
  scopeClaims: ScopeClaims
  claimRules: ClaimRules
  issuer: () => string
}): UserinfoClaims {
  async function ofPerson(token: Parameters<UserinfoClaims>[0]): Promise<readonly ClaimLayer[]> {
    const { sub = '', authorization_id } = token
    const user = await people.bySubject(sub)
    if (!user) return []
    const authorization =
      authorization_id === undefined ? undefined : await authorizations.get(authorization_id)
    return [
      ...(await scopeClaims.ofScopes(user, parseScopeList(token.scope))),
      { origin: { by: 'request' }, claims: claimsRequested(user, authorization?.claims?.userinfo) }
    ]
  }

  async function ofRules(
    token: Parameters<UserinfoClaims>[0],
    client: Client,
    seenSub: string
  ): Promise<readonly ClaimLayer[]> {
    const rules = await claimRules.at('userinfo')
    if (!rules.length) return []
    const user = await people.bySubject(token.sub ?? '')
    const facts = { client, user, sub: seenSub, scope: parseScopeList(token.scope), issuer: issuer() }
    return ruleLayers(rules, facts)
  }

  return async (token, client) => {
    const { sub = '' } = token
    const seenSub = client ? await subjects.subjectFor(client, sub) : sub
    return [
      ...(await ofPerson(token)),
      ...(client ? await ofRules(token, client, seenSub) : []),
      { origin: { by: 'server' }, claims: { sub: seenSub } }
    ]
  }
}
