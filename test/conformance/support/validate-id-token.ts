import { createHash } from 'node:crypto'
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet, type JWTPayload } from 'jose'
import { expect } from 'vitest'
import type { TestServer } from '../../support/start-server'
import { ask } from '../../protocol/requests'

/** What an ID token has to vouch for. */
export interface Expected {
  readonly clientId: string
  /** undefined: the request had none, and neither has the token. */
  readonly nonce: string | undefined
  readonly code?: string | undefined
  readonly accessToken?: string | undefined
  /** Hashes that must be there, since the token came beside them from the authorization endpoint. */
  readonly required?: readonly ('at_hash' | 'c_hash')[]
}

/** Checks an ID token as a client must (OpenID Connect Core §3.1.3.7, §3.2.2.11 and §3.3.2.12), against the published keys. */
export async function validateIdToken(
  server: TestServer,
  idToken: string | undefined,
  { clientId, nonce, code, accessToken, required = [] }: Expected
): Promise<JWTPayload> {
  const keys = (await ask(server, '/oauth2/jwks.json')).json as unknown as JSONWebKeySet
  const { payload, protectedHeader } = await jwtVerify(idToken ?? '', createLocalJWKSet(keys), {
    issuer: server.address,
    audience: clientId,
    algorithms: ['RS256'],
    requiredClaims: ['sub', 'iat', 'exp'],
    currentDate: new Date(server.clock.nowMs())
  })
  expect(protectedHeader.kid).toEqual(expect.any(String))
  expect(payload.sub).toMatch(/^[\x20-\x7e]{1,255}$/)
  expect(payload.iat).toBeLessThanOrEqual(server.clock.nowSeconds())
  expect(payload.azp ?? clientId).toBe(clientId)
  expect(payload.nonce).toBe(nonce)
  for (const name of required) expect(payload).toHaveProperty(name)
  if (payload.c_hash !== undefined && code !== undefined) expect(payload.c_hash).toBe(halfOf(code))
  if (payload.at_hash !== undefined && accessToken !== undefined)
    expect(payload.at_hash).toBe(halfOf(accessToken))
  return payload
}

/** OpenID Connect Core §3.1.3.6: the left half of the digest that goes with RS256. */
function halfOf(value: string): string {
  return createHash('sha256').update(value, 'ascii').digest().subarray(0, 16).toString('base64url')
}
