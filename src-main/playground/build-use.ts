import type { ApiCall, RawRequest, TokenUse } from '../contract'
import { addressWith } from './authorization/build-authorization'
import type { Client } from '../model'
import { AUTHENTICATION_METHODS, type Proof } from './authentication'
import type { BuiltRequest } from './built-request'
import { formRequest } from './form-request'
import { parameterOf } from './parameter-roles'
import type { Plan } from './plan/plan'
import { endpointOf } from './target/endpoint-of'

/** What is done with a token. */
export interface UseOf {
  readonly use: TokenUse
  readonly token: string
  readonly api?: ApiCall | undefined
  /** Whether the token is bound to a key (RFC 9449 §7.1). */
  readonly isBound: boolean
}

/**
 * Userinfo and APIs take the token itself (RFC 6750 §2.1, RFC 9449 §7.1); introspection and revocation take it from its client
 * (RFC 7662 §2.1, RFC 7009 §2.1). Throws RequestNotBuilt.
 */
export async function buildUse(plan: Plan, proof: Proof, asked: UseOf): Promise<BuiltRequest> {
  const { use, token, isBound } = asked
  if (use === 'userinfo') return { request: withToken({ url: endpointOf(plan, 'userinfo') }, token, isBound) }
  if (use === 'call_api') return { request: withToken(asked.api ?? { url: '' }, token, isBound) }
  if (use === 'end_session') return { request: signOutRequest(plan, token) }
  const authentication = await AUTHENTICATION_METHODS[plan.method](proof)
  const built = formRequest(endpointOf(plan, use), [parameterOf('token', token)], authentication)
  return use === 'introspect' && wantsJwt(plan.client) ? askingForJwt(built) : built
}

/** Whoever registered how its answers are signed or encrypted asks for them (RFC 9701 §4, §6). */
function wantsJwt(client: Client | undefined): boolean {
  return Boolean(client?.introspection_signed_response_alg ?? client?.introspection_encrypted_response_alg)
}

function askingForJwt(built: BuiltRequest): BuiltRequest {
  const headers = built.request.headers.map(([name, value]): [string, string] =>
    name === 'Accept' ? [name, 'application/token-introspection+jwt'] : [name, value]
  )
  return { ...built, request: { ...built.request, headers } }
}

function withToken(
  { url, method = 'GET', headers = [], body = '' }: ApiCall,
  token: string,
  isBound: boolean
): RawRequest {
  return {
    method,
    url,
    headers: [
      ...(headers.some(([name]) => name.toLowerCase() === 'accept')
        ? []
        : [['Accept', 'application/json'] as [string, string]]),
      ...headers,
      ['Authorization', `${isBound ? 'DPoP' : 'Bearer'} ${token}`]
    ],
    body,
    parameters: []
  }
}

/** Where a browser signs its person out (OpenID Connect RP-Initiated Logout §2). */
function signOutRequest(plan: Plan, idToken: string): RawRequest {
  const parameters = [parameterOf('id_token_hint', idToken), parameterOf('client_id', plan.draft.client_id)]
  return {
    method: 'GET',
    url: addressWith(endpointOf(plan, 'end_session'), parameters),
    headers: [],
    body: '',
    parameters
  }
}
