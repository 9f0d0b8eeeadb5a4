import { parseScopeList, SERVER_CLAIMS, type Authorization, type Client, type IssuedToken } from '../../model'
import type { People } from '../../ports'
import type { ClaimLayer, Claims } from '../claims/claim-layer'
import { scopeLayers, type ScopeClaims } from '../claims/released-claims'
import { ruleLayers, type ClaimRules } from '../claims/rules/create-claim-rules'
import type { Subjects } from '../claims/subjects'

/** A token that is about to be made, or one that is there. */
type TokenFacts = Omit<IssuedToken, 'id'>

export interface AccessTokenClaims {
  /**
   * What an access token says beyond the protocol, for JWTs and for introspection alike: the client's own claims where it acts for
   * itself, else what the server's own scopes release of the person (RFC 9068 §2.2.2; the standard ones are for UserInfo), and
   * the rules. `seenSub` is the person as the client sees them.
   */
  extras(client: Client, token: TokenFacts, seenSub?: string): Promise<readonly ClaimLayer[]>
  /** All that a JWT access token says (RFC 9068 §2.2). */
  ofJwt(client: Client, token: TokenFacts, signIn?: SignInFacts): Promise<readonly ClaimLayer[]>
}

/** How the person proved themselves (RFC 9068 §2.2.1). */
export type SignInFacts = Pick<Authorization, 'auth_time' | 'acr' | 'amr'>

export function createAccessTokenClaims({
  people,
  subjects,
  scopeClaims,
  claimRules,
  issuer
}: {
  people: Pick<People, 'bySubject'>
  subjects: Subjects
  scopeClaims: ScopeClaims
  claimRules: ClaimRules
  issuer: () => string
}): AccessTokenClaims {
  async function ofPerson(
    client: Client,
    { sub = '', ...token }: TokenFacts,
    seenSub: string | undefined
  ): Promise<ClaimLayer[]> {
    const scope = parseScopeList(token.scope)
    const [released, rules] = [await scopeClaims.ownNames(scope), await claimRules.at('access_token')]
    if (!released.length && !rules.length) return []
    const user = await people.bySubject(sub)
    const facts = { client, user, sub: seenSub, scope, issuer: issuer() }
    return [...(user ? scopeLayers(user, released) : []), ...ruleLayers(rules, facts)]
  }

  async function ofClient(client: Client, token: TokenFacts): Promise<ClaimLayer[]> {
    const own = Object.entries(client.claims).filter(([name]) => !SERVER_CLAIMS.has(name))
    const carried: ClaimLayer[] = own.length
      ? [{ origin: { by: 'client' }, claims: Object.fromEntries(own) }]
      : []
    const rules = await claimRules.at('access_token')
    if (!rules.length) return carried
    const facts = { client, scope: parseScopeList(token.scope), issuer: issuer() }
    return [...carried, ...ruleLayers(rules, facts)]
  }

  const extras: AccessTokenClaims['extras'] = (client, token, seenSub) =>
    token.sub === undefined ? ofClient(client, token) : ofPerson(client, token, seenSub)

  return {
    extras,
    async ofJwt(client, token, signIn) {
      const seenSub = token.sub === undefined ? undefined : await subjects.subjectFor(client, token.sub)
      return [
        ...(await extras(client, token, seenSub)),
        { origin: { by: 'server' }, claims: protocolClaims(issuer(), token, seenSub, signIn) }
      ]
    }
  }
}

/** Member by member: it stands in the path of every JWT. */
function protocolClaims(
  issuer: string,
  token: TokenFacts,
  seenSub: string | undefined,
  { auth_time, acr, amr }: SignInFacts = {}
): Claims {
  const { client_id, exp, iat, jti, scope, cnf, act, authorization_details } = token
  const audience = token.aud?.length ? token.aud : [issuer]
  const claims: Claims = {
    iss: issuer,
    // RFC 9068 §2.2: where there is no person, the subject is the client.
    sub: seenSub ?? client_id,
    aud: audience.length === 1 ? audience[0] : audience,
    exp,
    iat,
    jti,
    client_id
  }
  if (auth_time !== undefined) claims['auth_time'] = auth_time
  if (acr !== undefined) claims['acr'] = acr
  if (amr?.length) claims['amr'] = amr
  if (scope) claims['scope'] = scope
  if (cnf) claims['cnf'] = cnf
  if (act) claims['act'] = act
  if (authorization_details) claims['authorization_details'] = authorization_details
  return claims
}
