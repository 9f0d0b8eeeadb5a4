import {
  constants,
  createPrivateKey,
  createPublicKey,
  sign,
  verify,
  type SignKeyObjectInput
} from 'node:crypto'
import { KEY_KINDS, publicJwk, type SigningAlgorithm, type SigningKey } from '../../../model'
import { withAwaited, type Awaitable } from '../../../ports'

/** A signing key made ready: its KeyObject and its headers are built once, since building them costs as much as a signature. */
export interface PreparedKey {
  readonly record: SigningKey
  /** The protected header of a token of this type, in base64url (RFC 7515 §4). */
  headerOf(typ: string): string
  /** The signature of a signing input, in base64url. */
  sign(input: string): Awaitable<string>
}

interface Way {
  readonly digest: string | null
  readonly options: { padding?: number; saltLength?: number; dsaEncoding?: 'ieee-p1363' }
}

// RFC 7518 §3.4: the two numbers side by side, not DER.
const SIDE_BY_SIDE = { dsaEncoding: 'ieee-p1363' } as const

const WAYS: Readonly<Record<SigningAlgorithm, Way>> = {
  RS256: { digest: 'sha256', options: {} },
  PS256: { digest: 'sha256', options: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 } },
  ES256: { digest: 'sha256', options: SIDE_BY_SIDE },
  ES384: { digest: 'sha384', options: SIDE_BY_SIDE },
  EdDSA: { digest: null, options: {} }
}

/** For a process with so many cores. Throws when the numbers of the key are not those of a private key of its algorithm. */
export function prepareKey(record: SigningKey, cores: number): PreparedKey {
  const { digest, options } = WAYS[record.alg]
  const key = { ...options, key: createPrivateKey({ key: record, format: 'jwk' }) }
  // RSA takes milliseconds and goes through the thread pool, so that it uses the other cores and stalls nobody; where there are none, the
  // threads would only take turns with this one. The elliptic curves take less than the way there.
  const signBytes = record.kty === 'RSA' && cores > 1 ? signInPool : sign
  const headers = new Map<string, string>()
  return {
    record,
    headerOf(typ) {
      const header = headers.get(typ) ?? encodeJson({ alg: record.alg, typ, kid: record.kid })
      headers.set(typ, header)
      return header
    },
    sign(input) {
      return withAwaited(signBytes(digest, Buffer.from(input, 'latin1'), key), (signature) =>
        signature.toString('base64url')
      )
    }
  }
}

/** A JWT in the compact serialization (RFC 7515 §3.1). */
export async function signJwt(key: PreparedKey, typ: string, claims: object): Promise<string> {
  const input = signingInput(key.headerOf(typ), claims)
  return `${input}.${await key.sign(input)}`
}

/** What a signature is made over: a header that is encoded already, and the claims (RFC 7515 §5.1). */
export function signingInput(header: string, claims: object): string {
  return `${header}.${encodeJson(claims)}`
}

export function encodeJson(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

/** Whether the public half of a key, as it is published, verifies what the private half signs, and both are of the kind that its algorithm wants. */
export function isWholeKey(record: SigningKey): boolean {
  const { kty, crv } = KEY_KINDS[record.alg]
  if (record.kty !== kty || (crv !== undefined && record['crv'] !== crv)) return false
  const { digest, options } = WAYS[record.alg]
  const data = Buffer.from('signed to see whether the halves of a key belong together')
  try {
    const key = { ...options, key: createPrivateKey({ key: record, format: 'jwk' }) }
    const published = { ...options, key: createPublicKey({ key: publicJwk(record), format: 'jwk' }) }
    return verify(digest, data, published, sign(digest, data, key))
  } catch {
    // Whatever Node says of such numbers names none of them.
    return false
  }
}

function signInPool(digest: string | null, data: Buffer, key: SignKeyObjectInput): Awaitable<Buffer> {
  return new Promise((resolve, reject) => {
    sign(digest, data, key, (error, signature) => (error ? reject(error) : resolve(signature)))
  })
}
