import type { RawRequest, TokenUse } from '../contract'
import type { ClientAuthenticationName } from '../model'
import { AUTHENTICATION_METHODS, type Proof } from './authentication'
import type { BuiltRequest } from './built-request'
import { formRequest } from './form-request'

/** What is done with a token, at which address, and by whom. */
export interface UsePlan {
  readonly use: TokenUse
  readonly url: string
  readonly token: string
  readonly method: ClientAuthenticationName
  readonly proof: Proof
}

/** Userinfo takes the token as a bearer (RFC 6750 §2.1); introspection and revocation take it from its client (RFC 7662 §2.1, RFC 7009 §2.1). */
export async function buildUse({ use, url, token, method, proof }: UsePlan): Promise<BuiltRequest> {
  if (use === 'userinfo') return { request: bearerRequest(url, token) }
  const authentication = await AUTHENTICATION_METHODS[method](proof)
  return formRequest(url, [{ name: 'token', value: token, role: 'access_token' }], authentication)
}

function bearerRequest(url: string, token: string): RawRequest {
  return {
    method: 'GET',
    url,
    headers: [
      ['Accept', 'application/json'],
      ['Authorization', `Bearer ${token}`]
    ],
    body: '',
    parameters: []
  }
}
