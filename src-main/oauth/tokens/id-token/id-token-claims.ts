import { parseScopeList, type SigningAlgorithm, type User } from '../../../model'
import type { People } from '../../../ports'
import type { ClaimLayer, Claims } from '../../claims/claim-layer'
import { claimsRequested, type ScopeClaims } from '../../claims/released-claims'
import { ruleLayers, type ClaimRules } from '../../claims/rules/create-claim-rules'
import type { Subjects } from '../../claims/subjects'
import { OAuthError } from '../../oauth-error'
import { halfHash } from './half-hash'
import type { IdTokenRequest } from '../issue'

/** How an ID token is signed, and how long it lives. */
export interface IdTokenFrame {
  readonly alg: SigningAlgorithm
  /** Seconds since 1970. */
  readonly iat: number
  readonly exp: number
}

/** All that an ID token says. Throws OAuthError when the person is gone or blocked. */
export type IdTokenClaims = (request: IdTokenRequest, frame: IdTokenFrame) => Promise<readonly ClaimLayer[]>

export function createIdTokenClaims({
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
}): IdTokenClaims {
  async function ofPerson(user: User, request: IdTokenRequest): Promise<readonly ClaimLayer[]> {
    const { authorization, withScopeClaims } = request
    // OpenID Connect Core §5.4: without an access token, the claims of the scopes are told here.
    const released = withScopeClaims
      ? await scopeClaims.ofScopes(user, parseScopeList(authorization.scope))
      : []
    const requested = claimsRequested(user, authorization.claims?.id_token)
    return [...released, { origin: { by: 'request' }, claims: requested }]
  }

  return async (request, frame) => {
    const { client, authorization } = request
    const user = await people.bySubject(authorization.sub)
    if (!user)
      throw new OAuthError(
        'invalid_grant',
        'person-refused',
        'The person whom this is about has no account here any more, or it is blocked.'
      )
    const sub = await subjects.subjectFor(client, authorization.sub)
    const rules = await claimRules.at('id_token')
    const facts = { client, user, sub, scope: parseScopeList(authorization.scope), issuer: issuer() }
    return [
      ...(await ofPerson(user, request)),
      ...ruleLayers(rules, facts),
      { origin: { by: 'server' }, claims: protocolClaims(request, frame, { iss: issuer(), sub }) }
    ]
  }
}

/**
 * The claims that the server makes (OpenID Connect Core §2, §3.1.3.6, §3.3.2.11). `auth_time` is told whenever it is known, so that
 * `max_age`, `require_auth_time` and a request for it are all satisfied.
 */
function protocolClaims(
  { client, authorization, nonce, accessToken, code, state }: IdTokenRequest,
  { alg, iat, exp }: IdTokenFrame,
  { iss, sub }: { iss: string; sub: string }
): Claims {
  const { auth_time, acr, amr, sid } = authorization
  const claims: Claims = { iss, sub, aud: client.client_id, azp: client.client_id, exp, iat }
  if (nonce !== undefined) claims['nonce'] = nonce
  if (auth_time !== undefined) claims['auth_time'] = auth_time
  if (acr !== undefined) claims['acr'] = acr
  if (amr?.length) claims['amr'] = amr
  if (sid !== undefined) claims['sid'] = sid
  if (accessToken !== undefined) claims['at_hash'] = halfHash(alg, accessToken)
  if (code !== undefined) claims['c_hash'] = halfHash(alg, code)
  if (state !== undefined) claims['s_hash'] = halfHash(alg, state)
  return claims
}
