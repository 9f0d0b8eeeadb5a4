import { SignJWT, type CryptoKey } from 'jose'
import type { TestServer } from '../../support/start-server'
import { CALLBACK } from './authorization-requests'

let objects = 0

/** The claims of a request object that is in order (RFC 9101 §4); undefined leaves one out. */
export function requestClaims(
  server: TestServer,
  claims: Record<string, unknown> = {}
): Record<string, unknown> {
  const now = server.clock.nowSeconds()
  objects += 1
  return {
    iss: 'app',
    aud: server.address,
    iat: now,
    exp: now + 60,
    jti: `request-${objects}`,
    client_id: 'app',
    response_type: 'code',
    redirect_uri: CALLBACK,
    scope: 'openid',
    state: 'the signed state',
    ...claims
  }
}

export function signRequest(
  server: TestServer,
  key: CryptoKey | Uint8Array,
  claims: Record<string, unknown> = {},
  header: { alg?: string; [name: string]: unknown } = {}
): Promise<string> {
  return new SignJWT(requestClaims(server, claims))
    .setProtectedHeader({ alg: 'ES256', typ: 'oauth-authz-req+jwt', ...header })
    .sign(key)
}
