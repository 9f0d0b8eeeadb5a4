import { createPrivateKey, type KeyObject } from 'node:crypto'
import { calculateJwkThumbprint } from 'jose'
import {
  signingKeySchema,
  SIGNING_ALGORITHMS,
  say,
  type SigningAlgorithm,
  type SigningKey
} from '../../../model'
import { isWholeKey } from './prepared-key'

/** A private key that can't be taken; the message says what is accepted. */
export class KeyFault extends Error {
  override readonly name = 'KeyFault'
}

const RSA_ALGORITHMS: readonly SigningAlgorithm[] = ['RS256', 'PS256']
const CURVE_ALGORITHMS: Readonly<Record<string, SigningAlgorithm>> = {
  'P-256': 'ES256',
  'P-384': 'ES384',
  Ed25519: 'EdDSA'
}
/** RFC 7518 §3.3 */
const LEAST_RSA_BITS = 2048

/**
 * A signing key from text: a private key in PEM, or a private JWK (RFC 7517). `kid` is the JWK's own or the thumbprint (RFC 7638).
 * `iat` in seconds since 1970. Throws KeyFault.
 */
export async function readSigningKey(
  text: string,
  wanted: SigningAlgorithm | undefined,
  iat: number
): Promise<SigningKey> {
  const given = text.trim().startsWith('{') ? parseJwk(text) : {}
  const key = parseKey(text, given)
  const jwk = key.export({ format: 'jwk' })
  const alg = algorithmFor(key, jwk.crv, wanted ?? namedAlgorithm(given.alg))
  const kid = typeof given.kid === 'string' ? given.kid : await calculateJwkThumbprint(jwk)
  const read = signingKeySchema.safeParse({ ...jwk, kid, alg, use: 'sig', iat })
  if (!read.success) throw new KeyFault(say('kid_length'))
  if (!isWholeKey(read.data)) throw new KeyFault(say('key_not_whole'))
  return read.data
}

function parseJwk(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    throw new KeyFault(say('jwk_no_json'))
  }
}

function parseKey(text: string, jwk: Record<string, unknown>): KeyObject {
  const isJwk = Object.keys(jwk).length > 0
  if (isJwk && typeof jwk.d !== 'string') throw new KeyFault(say('key_half'))
  if (/BEGIN (PUBLIC KEY|RSA PUBLIC KEY|CERTIFICATE)/.test(text)) throw new KeyFault(say('key_public'))
  if (/BEGIN ENCRYPTED|ENCRYPTED$/m.test(text)) throw new KeyFault(say('key_passphrase'))
  try {
    return isJwk ? createPrivateKey({ key: jwk, format: 'jwk' }) : createPrivateKey(text)
  } catch {
    throw new KeyFault(say('key_form'))
  }
}

function namedAlgorithm(alg: unknown): SigningAlgorithm | undefined {
  if (alg === undefined) return undefined
  const known = SIGNING_ALGORITHMS.find((one) => one === alg)
  if (known) return known
  throw new KeyFault(say('key_algorithm', { algorithms: SIGNING_ALGORITHMS.join(', ') }))
}

/** The algorithm that a key is for: of RSA keys the wanted one, of the others that of their curve. */
function algorithmFor(
  key: KeyObject,
  curve: string | undefined,
  wanted: SigningAlgorithm | undefined
): SigningAlgorithm {
  if (key.asymmetricKeyType === 'rsa') {
    if ((key.asymmetricKeyDetails?.modulusLength ?? 0) < LEAST_RSA_BITS)
      throw new KeyFault(say('key_bits', { bits: LEAST_RSA_BITS }))
    if (wanted && !RSA_ALGORITHMS.includes(wanted))
      throw new KeyFault(say('key_rsa_algorithm', { wanted, algorithms: RSA_ALGORITHMS.join(', ') }))
    return wanted ?? 'RS256'
  }
  const alg = CURVE_ALGORITHMS[curve ?? '']
  if (!alg) throw new KeyFault(say('key_curve'))
  if (wanted && wanted !== alg)
    throw new KeyFault(say('key_curve_algorithm', { curve: curve ?? '', wanted, algorithm: alg }))
  return alg
}
