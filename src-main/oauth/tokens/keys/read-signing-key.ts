import { createPrivateKey, type KeyObject } from 'node:crypto'
import { calculateJwkThumbprint } from 'jose'
import { signingKeySchema, SIGNING_ALGORITHMS, type SigningAlgorithm, type SigningKey } from '../../../model'

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
  if (!read.success) throw new KeyFault('kid must have 1 to 255 characters')
  return read.data
}

function parseJwk(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    throw new KeyFault('The JWK is no JSON')
  }
}

function parseKey(text: string, jwk: Record<string, unknown>): KeyObject {
  const isJwk = Object.keys(jwk).length > 0
  if (isJwk && typeof jwk.d !== 'string') throw new KeyFault('It must be a private key: d is missing')
  if (/BEGIN (PUBLIC KEY|RSA PUBLIC KEY|CERTIFICATE)/.test(text))
    throw new KeyFault('It must be a private key, not a public one')
  if (/BEGIN ENCRYPTED|ENCRYPTED$/m.test(text)) throw new KeyFault('It must have no passphrase')
  try {
    return isJwk ? createPrivateKey({ key: jwk, format: 'jwk' }) : createPrivateKey(text)
  } catch {
    throw new KeyFault('It must be a private key in PEM (PKCS #8, PKCS #1, SEC 1) or a private JWK')
  }
}

function namedAlgorithm(alg: unknown): SigningAlgorithm | undefined {
  if (alg === undefined) return undefined
  const known = SIGNING_ALGORITHMS.find((one) => one === alg)
  if (known) return known
  throw new KeyFault(`alg must be one of ${SIGNING_ALGORITHMS.join(', ')}`)
}

/** The algorithm that a key is for: of RSA keys the wanted one, of the others that of their curve. */
function algorithmFor(
  key: KeyObject,
  curve: string | undefined,
  wanted: SigningAlgorithm | undefined
): SigningAlgorithm {
  if (key.asymmetricKeyType === 'rsa') {
    if ((key.asymmetricKeyDetails?.modulusLength ?? 0) < LEAST_RSA_BITS)
      throw new KeyFault(`An RSA key must have ${LEAST_RSA_BITS} bits at least (RFC 7518 §3.3)`)
    if (wanted && !RSA_ALGORITHMS.includes(wanted))
      throw new KeyFault(
        `An RSA key can't be used for ${wanted}; it does for ${RSA_ALGORITHMS.join(' and ')}`
      )
    return wanted ?? 'RS256'
  }
  const alg = CURVE_ALGORITHMS[curve ?? '']
  if (!alg) throw new KeyFault('It must be an RSA key, or one of the curves P-256, P-384 and Ed25519')
  if (wanted && wanted !== alg)
    throw new KeyFault(`A key of ${curve} can't be used for ${wanted}; it does for ${alg}`)
  return alg
}
