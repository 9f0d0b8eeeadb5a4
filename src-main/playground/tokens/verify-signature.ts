import { compactVerify, errors, importJWK, type CryptoKey, type JWK } from 'jose'
import type { SignatureVerdict } from '../../contract'
import type { Jwk } from '../../model'
import { algorithmOf } from './algorithms'
import type { KeyMaterial } from './key-material'
import type { ReadJwt } from './read-jwt'

type Reason = SignatureVerdict['reason']

interface Candidate {
  readonly kid?: string | undefined
  /** Whether the algorithm can be used with it. */
  readonly fits: boolean
  key(): Promise<CryptoKey | Uint8Array>
}

/** Whether one of the keys made the signature (RFC 7515 §5.2). It says nothing of what the token claims. */
export async function verifySignature(jwt: ReadJwt, material: KeyMaterial): Promise<SignatureVerdict> {
  const { alg, kid } = jwt.header
  if (jwt.kind === 'jwe') return { outcome: 'not_checked', reason: 'encrypted', values: named({ alg }) }
  const obstacle = obstacleOf(jwt, material)
  if (obstacle) return obstacle
  const meant = candidatesOf(jwt, material).filter(({ kid: one }) => !kid || !one || one === kid)
  if (!meant.length) return failed('key_unknown', { kid, known: namesOf(material) })
  const fitting = meant.filter(({ fits }) => fits)
  return fitting.length ? verifyWith(jwt.token, String(alg), fitting) : failed('no_key_fits', { alg })
}

/** What stands in the way before any key is tried. */
function obstacleOf(
  { header, isSigned }: ReadJwt & { kind: 'jws' },
  { keys, secrets }: KeyMaterial
): SignatureVerdict | undefined {
  const { alg, crit } = header
  // RFC 8725 §3.1 and §3.2: the algorithm is one that the verifier chose, never none.
  if (alg === 'none') return failed('unsigned')
  if (!isSigned) return failed('signature_missing', { alg })
  // RFC 7515 §4.1.11: who doesn't understand what is critical must refuse.
  if (crit !== undefined) return failed('critical_header', { names: [crit].flat().join(', ') })
  const known = algorithmOf(alg)
  if (!known) return failed('algorithm_unknown', { alg: alg ?? '–' })
  // A public key that is taken for a shared secret lets everybody sign (RFC 8725 §2.1).
  if (known.kty === undefined && !secrets.length) return failed('needs_secret', { alg })
  return known.kty !== undefined && !keys.length ? failed('needs_public_key', { alg }) : undefined
}

/** The keys of the kind that the algorithm wants; the header's `kid` chooses among them (RFC 7515 §4.1.4). */
function candidatesOf({ header }: ReadJwt, { keys, secrets }: KeyMaterial): readonly Candidate[] {
  const alg = String(header.alg)
  if (algorithmOf(alg)?.kty === undefined)
    return secrets.map(({ kid, bytes }) => ({ kid, fits: true, key: () => Promise.resolve(bytes) }))
  return keys.map((jwk) => ({
    kid: jwk.kid,
    fits: isKeyFor(jwk, alg),
    key: () => importJWK(jwk as JWK, alg)
  }))
}

function namesOf({ keys, secrets }: KeyMaterial): string {
  return [...keys, ...secrets].flatMap(({ kid }) => kid ?? []).join(', ')
}

function isKeyFor(key: Jwk, alg: string): boolean {
  const wanted = algorithmOf(alg)
  return (
    wanted?.kty === key.kty &&
    (wanted.crv === undefined || wanted.crv === key.crv) &&
    key.use !== 'enc' &&
    (key.alg === undefined || key.alg === alg)
  )
}

async function verifyWith(
  token: string,
  alg: string,
  candidates: readonly Candidate[]
): Promise<SignatureVerdict> {
  let verdict = failed('wrong', { alg })
  for (const candidate of candidates) {
    const fault = await faultOf(token, alg, candidate)
    const values = { alg, kid: candidate.kid }
    if (!fault) return { outcome: 'ok', reason: 'verified', values: named(values) }
    verdict = failed(fault, values)
  }
  return verdict
}

async function faultOf(token: string, alg: string, candidate: Candidate): Promise<Reason | undefined> {
  try {
    await compactVerify(token, await candidate.key(), { algorithms: [alg] })
    return undefined
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) return 'wrong'
    // jose and the Web Crypto API throw these for keys whose numbers are none, or too short.
    if (error instanceof errors.JOSEError || error instanceof TypeError || error instanceof DOMException)
      return 'key_unusable'
    throw error
  }
}

function failed(reason: Reason, values: Record<string, unknown> = {}): SignatureVerdict {
  return { outcome: 'failed', reason, values: named(values) }
}

function named(values: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
  )
}
