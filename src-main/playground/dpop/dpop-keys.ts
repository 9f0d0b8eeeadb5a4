import { calculateJwkThumbprint, exportJWK, generateKeyPair, type CryptoKey, type JWK } from 'jose'

/** People whose keys are kept; of more, those who asked last. */
const KEPT = 100

/** The key that somebody's tokens are bound to. */
export interface DpopKey {
  readonly privateKey: CryptoKey
  readonly jwk: JWK
  /** What an authorization request says of it (RFC 9449 §10). */
  readonly thumbprint: string
}

/** A key for each person, made when they first need one. What is bound to it is of no use to anybody else. */
export function createDpopKeys(): (actor: string) => Promise<DpopKey> {
  const keys = new Map<string, Promise<DpopKey>>()
  return (actor) => {
    const key = keys.get(actor) ?? makeKey()
    keys.delete(actor)
    keys.set(actor, key)
    const [longestAgo] = keys.keys()
    if (keys.size > KEPT && longestAgo !== undefined) keys.delete(longestAgo)
    return key
  }
}

async function makeKey(): Promise<DpopKey> {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const jwk = await exportJWK(publicKey)
  return { privateKey, jwk, thumbprint: await calculateJwkThumbprint(jwk) }
}
