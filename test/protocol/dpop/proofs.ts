import { createHash, randomUUID } from 'node:crypto'
import { SignJWT, type JWTHeaderParameters } from 'jose'
import type { TestServer } from '../../support/start-server'
import type { KeyPair } from '../clients'

export interface ProofOptions {
  readonly method?: string
  readonly path?: string
  /** The access token beside it. */
  readonly token?: string
  readonly nonce?: string | null
  readonly alg?: string
  /** Replaces members; undefined leaves one out. */
  readonly header?: Record<string, unknown>
  readonly claims?: Record<string, unknown>
}

/** A DPoP proof (RFC 9449 §4.2) that is in order unless it is told otherwise. */
export function signProof(server: TestServer, key: KeyPair, options: ProofOptions = {}): Promise<string> {
  const { method = 'POST', path = '/oauth2/token', token, nonce, alg = 'ES256', header, claims } = options
  const all = {
    jti: randomUUID(),
    htm: method,
    htu: server.address + path,
    iat: server.clock.nowSeconds(),
    ...(token !== undefined && { ath: createHash('sha256').update(token).digest('base64url') }),
    ...(nonce && { nonce }),
    ...claims
  }
  return new SignJWT(all)
    .setProtectedHeader({ alg, typ: 'dpop+jwt', jwk: key.publicJwk, ...header } as JWTHeaderParameters)
    .sign(key.privateKey)
}
