import type { Client, IssuedToken } from '../../model'
import type { People, Store } from '../../ports'
import type { ClaimLayer, Claims } from '../claims/claim-layer'
import type { Subjects } from '../claims/subjects'
import type { AccessTokenClaims } from './access-token-claims'

/** What is said of a token that is alive (RFC 7662 §2.2), whoever asks: the person as the token's own client sees them. */
export type DescribeToken = (token: Omit<IssuedToken, 'id'>) => Promise<readonly ClaimLayer[]>

export function createDescribeToken({
  clients,
  people,
  subjects,
  accessTokenClaims,
  issuer
}: {
  clients: Store['clients']
  people: Pick<People, 'bySubject'>
  subjects: Subjects
  accessTokenClaims: AccessTokenClaims
  issuer: () => string
}): DescribeToken {
  async function person(
    sub: string,
    client: Client | undefined
  ): Promise<{ sub: string; username?: string }> {
    if (!client) return { sub }
    const user = client.subject_type === 'public' ? await people.bySubject(sub) : undefined
    return {
      sub: await subjects.subjectFor(client, sub),
      // OpenID Connect Core §8: a name that is the same everywhere would undo the pairwise subject.
      ...(user ? { username: user.username } : {})
    }
  }

  return async (token) => {
    const client = await clients.get(token.client_id)
    // As in a JWT access token (RFC 9068 §2.2): where there is no person, the subject is the client.
    const who = token.sub === undefined ? { sub: token.client_id } : await person(token.sub, client)
    const seenSub = token.sub === undefined ? undefined : who.sub
    const extras =
      client && token.kind === 'access_token' ? await accessTokenClaims.extras(client, token, seenSub) : []
    return [
      ...extras.map(withoutUsername),
      { origin: { by: 'server' }, claims: protocolMembers(token, who, issuer()) }
    ]
  }
}

/** RFC 7662 §2.2: `username` is whom the token is about, which is for the server alone to say. */
function withoutUsername({ origin, claims }: ClaimLayer): ClaimLayer {
  const { username: _username, ...others } = claims
  return { origin, claims: others }
}

/** Member by member: it stands in the path of every introspection. */
function protocolMembers(
  token: Omit<IssuedToken, 'id'>,
  { sub, username }: { sub: string; username?: string },
  issuer: string
): Claims {
  const { client_id, exp, iat, scope, aud, jti, cnf, act, authorization_details } = token
  const members: Claims = { active: true }
  if (scope) members['scope'] = scope
  members['client_id'] = client_id
  // RFC 6749 §7.1 knows a type of access tokens only.
  if (token.kind === 'access_token') members['token_type'] = cnf?.jkt === undefined ? 'Bearer' : 'DPoP'
  members['exp'] = exp
  members['iat'] = iat
  members['sub'] = sub
  if (username !== undefined) members['username'] = username
  if (aud) members['aud'] = aud.length === 1 ? aud[0] : aud
  members['iss'] = issuer
  if (jti) members['jti'] = jti
  if (cnf) members['cnf'] = cnf
  if (act) members['act'] = act
  if (authorization_details) members['authorization_details'] = authorization_details
  return members
}
