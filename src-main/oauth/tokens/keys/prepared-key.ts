import { constants, createPrivateKey, sign, type KeyObject } from 'node:crypto'
import type { SigningAlgorithm, SigningKey } from '../../../model'
import { withAwaited, type Awaitable } from '../../../ports'

/** A signing key made ready: its KeyObject and its headers are built once, since building them costs as much as a signature. */
export interface PreparedKey {
  readonly record: SigningKey
  /** The protected header of a token of this type, in base64url (RFC 7515 §4). */
  headerOf(typ: string): string
  /** The signature of a signing input, in base64url. */
  sign(input: string): Awaitable<string>
}

type Sign = (data: Buffer) => Awaitable<Buffer>

const SIGNERS: Record<SigningAlgorithm, (key: KeyObject, signRsa: typeof signInPool) => Sign> = {
  // RSA takes milliseconds and goes through the thread pool, so that it uses the other cores and stalls nobody; where there are none, the
  // threads would only take turns with this one. The elliptic curves take less than the way there.
  RS256: (key, signRsa) => (data) => signRsa(data, { key }),
  PS256: (key, signRsa) => (data) =>
    signRsa(data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }),
  // RFC 7518 §3.4: the two numbers side by side, not DER.
  ES256: (key) => (data) => sign('sha256', data, { key, dsaEncoding: 'ieee-p1363' }),
  ES384: (key) => (data) => sign('sha384', data, { key, dsaEncoding: 'ieee-p1363' }),
  EdDSA: (key) => (data) => sign(null, data, key)
}

/** For a process with so many cores. Throws when the numbers of the key are not those of a private key of its algorithm. */
export function prepareKey(record: SigningKey, cores: number): PreparedKey {
  const key = createPrivateKey({ key: record, format: 'jwk' })
  const signBytes = SIGNERS[record.alg](key, cores > 1 ? signInPool : signHere)
  const headers = new Map<string, string>()
  return {
    record,
    headerOf(typ) {
      const header = headers.get(typ) ?? encodeJson({ alg: record.alg, typ, kid: record.kid })
      headers.set(typ, header)
      return header
    },
    sign(input) {
      return withAwaited(signBytes(Buffer.from(input, 'latin1')), (signature) =>
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

interface RsaKey {
  key: KeyObject
  padding?: number
  saltLength?: number
}

const signHere = (data: Buffer, key: RsaKey): Awaitable<Buffer> => sign('sha256', data, key)

function signInPool(data: Buffer, key: RsaKey): Awaitable<Buffer> {
  return new Promise((resolve, reject) => {
    sign('sha256', data, key, (error, signature) => (error ? reject(error) : resolve(signature)))
  })
}
