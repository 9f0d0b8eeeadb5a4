import {
  calculateJwkThumbprint,
  CompactSign,
  type CompactJWSHeaderParameters,
  type JWK,
  type KeyObject
} from 'jose'
import type { SignedCopy, SigningSource } from '../../contract'
import { say, type Jwk } from '../../model'
import { makeKeyPair } from '../key-pair'
import { algorithmsFor, SECRET_ALGORITHMS } from './algorithms'
import { secretOf } from './key-material'
import { parsePrivateKey } from './signing-key'
import { tokenFault } from './token-fault'

/** What a copy says, and what it is signed with. */
export interface CopyRequest {
  readonly header: Record<string, unknown>
  readonly claims: Record<string, unknown>
  readonly key: SigningSource
  /** Public keys whose private halves nothing is signed with here. */
  readonly refusedKeys: readonly Jwk[]
}

interface Signer {
  readonly key: KeyObject | Uint8Array
  readonly algorithms: readonly string[]
  readonly kid?: string | undefined
  readonly told: Pick<SignedCopy, 'publicKey' | 'privateKey'>
}

/** Signs header and claims with a key of whoever asks. Throws TokenFault. */
export async function signCopy({ header, claims, key, refusedKeys }: CopyRequest): Promise<SignedCopy> {
  if (key.from === 'none') return unsecured(header, claims)
  const signer = await signerOf(key, refusedKeys)
  const { kid, alg, ...rest } = header
  const [usual] = signer.algorithms
  const named = {
    ...rest,
    alg: signer.algorithms.includes(String(alg)) ? String(alg) : usual!,
    ...(kid !== undefined ? { kid } : signer.kid === undefined ? {} : { kid: signer.kid })
  }
  try {
    const token = await new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
      .setProtectedHeader(named as CompactJWSHeaderParameters)
      .sign(signer.key)
    return { token, header: named, ...signer.told }
  } catch (error) {
    throw tokenFault(
      ['header'],
      say('copy_unsigned', { why: error instanceof Error ? error.message : String(error) })
    )
  }
}

/** RFC 7519 §6.1: the signature is empty. */
function unsecured(header: CopyRequest['header'], claims: CopyRequest['claims']): SignedCopy {
  const named = { ...header, alg: 'none' }
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return { token: `${part(named)}.${part(claims)}.`, header: named }
}

async function signerOf(
  source: Exclude<SigningSource, { from: 'none' }>,
  refusedKeys: readonly Jwk[]
): Promise<Signer> {
  if (source.from === 'secret')
    return { key: secretOf(source.secret).bytes, algorithms: SECRET_ALGORITHMS, told: {} }
  if (source.from === 'pasted') return pastedSigner(source.text, refusedKeys)
  const { publicKey, privateKey } = await makeKeyPair(source.alg)
  return {
    key: parsePrivateKey(JSON.stringify(privateKey)).privateKey,
    algorithms: [source.alg],
    kid: publicKey.kid,
    told: { publicKey, privateKey }
  }
}

async function pastedSigner(text: string, refusedKeys: readonly Jwk[]): Promise<Signer> {
  const { privateKey, publicKey } = parsePrivateKey(text)
  if (await isAmong(publicKey, refusedKeys)) throw tokenFault(['key', 'text'], say('key_of_server'))
  const { alg } = publicKey
  const fitting = algorithmsFor(publicKey)
  if (!fitting.length) throw tokenFault(['key', 'text'], say('key_signs_nothing'))
  return {
    key: privateKey,
    algorithms: alg !== undefined && fitting.includes(alg) ? [alg] : fitting,
    kid: publicKey.kid,
    told: { publicKey }
  }
}

/** By the numbers of the key (RFC 7638), whatever it is called. */
async function isAmong(key: Jwk, others: readonly Jwk[]): Promise<boolean> {
  const thumbprints = await Promise.all([key, ...others].map((one) => calculateJwkThumbprint(one as JWK)))
  return thumbprints.slice(1).includes(thumbprints[0]!)
}
