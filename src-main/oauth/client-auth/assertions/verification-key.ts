import { importJWK, type CryptoKey, type JWK } from 'jose'
import type { Jwk } from '../../../model'

const imported = new WeakMap<Jwk, Map<string, Promise<CryptoKey | Uint8Array>>>()

/** The key of a JWK for an algorithm, as jose takes it. Importing costs as much as using it, so that it is done once for each record. */
export function verificationKey(jwk: Jwk, alg: string): Promise<CryptoKey | Uint8Array> {
  const known = imported.get(jwk) ?? new Map<string, Promise<CryptoKey | Uint8Array>>()
  imported.set(jwk, known)
  const key = known.get(alg) ?? importJWK(jwk as JWK, alg)
  known.set(alg, key)
  return key
}
