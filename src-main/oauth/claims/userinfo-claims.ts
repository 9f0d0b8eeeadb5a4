import { parseScopeList, type Authorization, type Client, type IssuedToken, type User } from '../../model'
import type { ClaimLayer } from './claim-layer'
import { claimsRequested, type ScopeClaims } from './released-claims'
import { ruleLayers, type ClaimRules } from './rules/create-claim-rules'
import type { Subjects } from './subjects'

/** All that the UserInfo endpoint tells the holder of an access token (OpenID Connect Core §5.3.2, §5.4, §5.5). */
export type UserinfoClaims = (token: {
  readonly record: Pick<IssuedToken, 'sub' | 'scope'>
  readonly client: Client
  readonly authorization?: Pick<Authorization, 'claims'>
  readonly user?: User
}) => Promise<readonly ClaimLayer[]>

export function createUserinfoClaims({
  subjects,
  scopeClaims,
  claimRules,
  issuer
}: {
  subjects: Subjects
  scopeClaims: ScopeClaims
  claimRules: ClaimRules
  issuer: () => string
}): UserinfoClaims {
  return async ({ record, client, authorization, user }) => {
    const scope = parseScopeList(record.scope)
    const sub = await subjects.subjectFor(client, record.sub ?? '')
    const layers: ClaimLayer[] = []
    if (user) {
      layers.push(...(await scopeClaims.ofScopes(user, scope)))
      layers.push({
        origin: { by: 'request' },
        claims: claimsRequested(user, authorization?.claims?.userinfo)
      })
    }
    const rules = await claimRules.at('userinfo')
    if (rules.length) layers.push(...ruleLayers(rules, { client, user, sub, scope, issuer: issuer() }))
    layers.push({ origin: { by: 'server' }, claims: { sub } })
    return layers
  }
}
