import { parseScopeList, type Client, type IssuedToken } from '../../model'
import type { Awaitable } from '../../ports'
import { mergeLayers, type Claims } from '../claims/claim-layer'
import type { UserinfoClaims } from '../claims/userinfo-claims'
import { parseForm } from '../form'
import { secretJson, secretText, type ProtocolAnswer, type ProtocolRequest } from '../protocol-request'
import type { RequireAccessToken } from '../sender/require-access-token'
import { resourceRefusal } from '../sender/resource-refusal'
import type { EncryptForClient } from '../tokens/id-token/encrypt-for-client'
import { signJwt } from '../tokens/keys/prepared-key'
import type { SigningKeys } from '../tokens/keys/signing-keys'
import { ENDPOINT_PATHS } from '../endpoint-paths'

export interface UserinfoDeps {
  readonly requireAccessToken: RequireAccessToken
  readonly userinfoClaims: UserinfoClaims
  readonly signingKeys: SigningKeys
  readonly encryptForClient: EncryptForClient
  readonly issuer: () => string
}

/** The UserInfo endpoint (OpenID Connect Core §5.3). Throws OAuthError. */
export function createUserinfoEndpoint(deps: UserinfoDeps) {
  return async (request: ProtocolRequest): Promise<ProtocolAnswer> => {
    const form = request.body ? parseForm(request.body) : undefined
    const live = await deps.requireAccessToken(request, form)
    const { client_id, sub } = live.record
    request.observe?.({ client_id, sub })
    requireForUserinfo(live.record, deps.issuer())
    return answerTo(live.client, mergeLayers(await deps.userinfoClaims(live)), deps)
  }
}

/** OpenID Connect Core §5.3: the token is a person's, carries `openid`, and is not meant for another resource alone (RFC 8707 §2). */
function requireForUserinfo(token: IssuedToken, issuer: string): void {
  const scheme = token.cnf?.jkt === undefined ? 'Bearer' : 'DPoP'
  const isForOthers =
    token.aud && !token.aud.some((one) => [issuer, issuer + ENDPOINT_PATHS.userinfo].includes(one))
  if (isForOthers)
    throw resourceRefusal({
      code: 'invalid_token',
      reason: 'token-for-another-resource',
      description: `The access token is meant for ${token.aud?.join(' and ')} alone; ask for one without a resource, or with the resource ${issuer}.`,
      scheme
    })
  if (!parseScopeList(token.scope).includes('openid'))
    throw resourceRefusal({
      code: 'insufficient_scope',
      reason: 'scope-insufficient',
      description: 'The access token lacks the scope openid (OpenID Connect Core section 5.3).',
      scheme,
      scope: 'openid'
    })
  if (token.sub === undefined)
    throw resourceRefusal({
      code: 'invalid_token',
      reason: 'token-without-person',
      description: 'The access token is one of a client for itself; there is no person to tell about.',
      scheme
    })
}

/** OpenID Connect Core §5.3.2: as JSON, or as the client registered it: signed, encrypted, or both. */
function answerTo(client: Client, claims: Claims, deps: UserinfoDeps): Awaitable<ProtocolAnswer> {
  const { userinfo_signed_response_alg: alg, userinfo_encrypted_response_alg: keyAlg } = client
  return alg === undefined && keyAlg === undefined ? secretJson(claims) : jwtAnswer(client, claims, deps)
}

async function jwtAnswer(
  client: Client,
  claims: Claims,
  { signingKeys, encryptForClient, issuer }: UserinfoDeps
): Promise<ProtocolAnswer> {
  const alg = client.userinfo_signed_response_alg
  if (alg !== undefined) {
    const signed = { ...claims, iss: issuer(), aud: client.client_id }
    const jwt = await signJwt(await signingKeys.prepared(alg), 'JWT', signed)
    return secretText('application/jwt', await encryptForClient(client, 'userinfo', jwt))
  }
  return secretText(
    'application/jwt',
    await encryptForClient(client, 'userinfo', JSON.stringify(claims), 'json')
  )
}
