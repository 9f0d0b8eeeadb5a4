import type { Client, IssuedToken, User } from '../../model'
import type { ClaimLayer, Claims } from '../claims/claim-layer'
import type { Subjects } from '../claims/subjects'
import type { AccessTokenClaims } from './access-token-claims'

/** What is said of a token that is alive (RFC 7662 §2.2), whoever asks: the person as the token's own client sees them. */
export type DescribeToken = (token: {
  readonly record: Omit<IssuedToken, 'id'>
  readonly client: Client
  readonly user?: User
}) => Promise<readonly ClaimLayer[]>

export function createDescribeToken({
  subjects,
  accessTokenClaims,
  issuer
}: {
  subjects: Subjects
  accessTokenClaims: AccessTokenClaims
  issuer: () => string
}): DescribeToken {
  return async ({ record, client, user }) => {
    const seenSub = record.sub === undefined ? undefined : await subjects.subjectFor(client, record.sub)
    const extras =
      record.kind === 'access_token' ? await accessTokenClaims.extras(client, record, seenSub) : []
    const who = {
      // As in a JWT access token (RFC 9068 §2.2): where there is no person, the subject is the client.
      sub: seenSub ?? client.client_id,
      // OpenID Connect Core §8: a name that is the same everywhere would undo the pairwise subject.
      username: client.subject_type === 'public' ? user?.username : undefined
    }
    return [
      ...extras.map(withoutUsername),
      { origin: { by: 'server' }, claims: protocolMembers(record, who, issuer()) }
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
  { sub, username }: { sub: string; username: string | undefined },
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
