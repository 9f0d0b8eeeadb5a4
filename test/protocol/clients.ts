import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose'
import {
  CLIENT_AUTHENTICATION,
  CLIENT_AUTHENTICATION_NAMES,
  type ClientAuthenticationName,
  type ClientInput,
  type Jwk
} from '../../src-main/model'
import type { TestServer } from '../support/start-server'
import { basic } from './requests'

export const SECRET = 'a-secret-of-more-than-sixty-four-characters-so-that-HS512-takes-it-too'
export const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** The methods that need no TLS (RFC 8705 has the others). */
export type PlainMethod = Exclude<ClientAuthenticationName, 'tls_client_auth' | 'self_signed_tls_client_auth'>

export const PLAIN_METHODS = CLIENT_AUTHENTICATION_NAMES.filter(
  (name): name is PlainMethod => CLIENT_AUTHENTICATION[name].proof !== 'certificate'
)

export interface KeyPair {
  readonly publicJwk: Jwk
  readonly privateKey: CryptoKey
}

export async function makeKeyPair(alg: string, kid?: string): Promise<KeyPair> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
  const publicJwk = { ...(await exportJWK(publicKey)), ...(kid && { kid }) } as Jwk
  return { publicJwk, privateKey }
}

/** A client for each method, named after it; the one with a key has this key. */
export function clientPerMethod(key: Jwk): ClientInput[] {
  const fields: Record<PlainMethod, Partial<ClientInput>> = {
    client_secret_basic: { client_secret: SECRET },
    client_secret_post: { client_secret: SECRET },
    client_secret_jwt: { client_secret: SECRET },
    private_key_jwt: { jwks: { keys: [key] } },
    none: { grant_types: [] }
  }
  return Object.entries(fields).map(([method, more]) => ({
    client_id: method,
    token_endpoint_auth_method: method as PlainMethod,
    grant_types: ['client_credentials'],
    ...more
  }))
}

export interface AssertionOptions {
  readonly alg?: string
  readonly header?: Record<string, unknown>
  /** Replaces claims; undefined leaves one out. */
  readonly claims?: Record<string, unknown>
}

let assertions = 0

/** The claims of an assertion that is in order (RFC 7523 §3). */
export function assertionClaims(server: TestServer, clientId: string): JWTPayload {
  const now = server.clock.nowSeconds()
  assertions += 1
  return {
    iss: clientId,
    sub: clientId,
    aud: `${server.address}/oauth2/token`,
    iat: now,
    exp: now + 60,
    jti: `assertion-${assertions}`
  }
}

export async function signAssertion(
  server: TestServer,
  clientId: string,
  key: CryptoKey | Uint8Array,
  { alg = key instanceof Uint8Array ? 'HS256' : 'ES256', header = {}, claims = {} }: AssertionOptions = {}
): Promise<string> {
  const all = { ...assertionClaims(server, clientId), ...claims }
  return new SignJWT(all as JWTPayload).setProtectedHeader({ alg, ...header }).sign(key)
}

export function secretKey(secret = SECRET): Uint8Array {
  return new TextEncoder().encode(secret)
}

/** The two parameters that carry an assertion (RFC 7523 §2.2). */
export function assertionFields(assertion: string): Record<string, string> {
  return { client_assertion_type: ASSERTION_TYPE, client_assertion: assertion }
}

export interface Credentials {
  readonly fields: Record<string, string>
  readonly headers: Record<string, string>
}

/** Right credentials for a client of `clientPerMethod`. */
export async function credentialsOf(
  server: TestServer,
  method: PlainMethod,
  { key, secret = SECRET, clientId = method }: { key: CryptoKey; secret?: string; clientId?: string }
): Promise<Credentials> {
  switch (method) {
    case 'client_secret_basic':
      return { fields: {}, headers: basic(clientId, secret) }
    case 'client_secret_post':
      return { fields: { client_id: clientId, client_secret: secret }, headers: {} }
    case 'client_secret_jwt':
      return {
        fields: assertionFields(await signAssertion(server, clientId, secretKey(secret))),
        headers: {}
      }
    case 'private_key_jwt':
      return { fields: assertionFields(await signAssertion(server, clientId, key)), headers: {} }
    case 'none':
      return { fields: { client_id: clientId }, headers: {} }
  }
}

export const CLIENT_CREDENTIALS: Record<string, string> = { grant_type: 'client_credentials' }
