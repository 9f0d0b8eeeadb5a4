import { errors } from 'jose'
import type { Jwk } from '../../../model'
import { verificationKey } from './verification-key'

/** The algorithms of `model/encryption.ts`. */
export type EncryptionAlgorithm = 'RSA-OAEP-256' | 'ECDH-ES' | 'ECDH-ES+A256KW'

/** The key type and the curves that an algorithm wants (RFC 7518 §3.1 and §4.6, RFC 8037 §3). */
const KEY_OF: Readonly<Record<string, { kty: string; crv?: readonly string[] }>> = {
  RS256: { kty: 'RSA' },
  RS384: { kty: 'RSA' },
  RS512: { kty: 'RSA' },
  PS256: { kty: 'RSA' },
  PS384: { kty: 'RSA' },
  PS512: { kty: 'RSA' },
  ES256: { kty: 'EC', crv: ['P-256'] },
  ES384: { kty: 'EC', crv: ['P-384'] },
  ES512: { kty: 'EC', crv: ['P-521'] },
  EdDSA: { kty: 'OKP', crv: ['Ed25519'] }
}

const AGREEMENT: Readonly<Record<string, readonly string[]>> = {
  EC: ['P-256', 'P-384', 'P-521'],
  OKP: ['X25519']
}

/** RFC 7518 §4.3: at least 2048 bits. */
const SMALLEST_MODULUS = 256

/** Whether a key is of the kind that a signature algorithm wants. */
export function isKeyFor(alg: string, { kty, crv }: Jwk): boolean {
  const wanted = KEY_OF[alg]
  return wanted?.kty === kty && (wanted.crv === undefined || wanted.crv.includes(String(crv)))
}

/** Whether something with this header may be signed with the key (RFC 7517 §4.2 to §4.5). */
export function canVerify(key: Jwk, { alg, kid }: { alg: string; kid?: string | undefined }): boolean {
  return (
    isKeyFor(alg, key) &&
    key.use !== 'enc' &&
    isForVerifying(key) &&
    (key.alg === undefined || key.alg === alg) &&
    (kid === undefined || key.kid === kid)
  )
}

function isForVerifying({ key_ops: operations }: Jwk): boolean {
  return operations === undefined || (Array.isArray(operations) && operations.includes('verify'))
}

/** Whether the key is one to encrypt with. */
export function canEncrypt(key: Jwk, alg: EncryptionAlgorithm): boolean {
  if (key.use === 'sig' || (key.alg !== undefined && key.alg !== alg)) return false
  if (alg === 'RSA-OAEP-256') return key.kty === 'RSA' && modulusBytes(key) >= SMALLEST_MODULUS
  return AGREEMENT[key.kty]?.includes(String(key.crv)) ?? false
}

function modulusBytes({ n }: Jwk): number {
  return typeof n === 'string' ? Buffer.from(n, 'base64url').length : 0
}

/** Whether the numbers of the key are those of a key. */
export async function isUsable(key: Jwk, alg: string): Promise<boolean> {
  try {
    await verificationKey(key, alg)
    return true
  } catch (error) {
    if (isKeyFault(error)) return false
    throw error
  }
}

/** What jose and the Web Crypto API throw for a key that is none (numbers missing, off the curve, too short), and for a wrong signature. */
export function isKeyFault(error: unknown): boolean {
  return error instanceof errors.JOSEError || error instanceof TypeError || error instanceof DOMException
}
