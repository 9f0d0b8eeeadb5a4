import { calculateJwkThumbprint, type ProtectedHeaderParameters } from 'jose'
import { CLIENT_SIGNING_ALGORITHMS, publicJwkSchema, type Jwk } from '../../model'
import { isSignedBy } from '../client-auth/assertions/is-signed-by'
import { isKeyFor } from '../client-auth/assertions/key-fitness'
import { dpopRefusal } from './dpop-refusal'

/** The members that make a public key (RFC 7638 §3.2, RFC 8037 §2); what else a header holds means nothing here. */
const KEY_MEMBERS = ['kty', 'crv', 'x', 'y', 'n', 'e'] as const
/** Characters of an RSA modulus of 8192 bits; greater ones only cost time. */
const LONGEST_MODULUS = 1366

/**
 * The key in the header of a proof, once its signature has been verified with it: its thumbprint (RFC 9449 §4.2 and §6.1).
 * Throws `invalid_dpop_proof`.
 */
export async function verifyDpopSignature(proof: string, header: ProtectedHeaderParameters): Promise<string> {
  // RFC 7515 §4.1.11: no extension is understood here.
  if ('crit' in header) throw dpopRefusal('dpop-malformed', 'its header holds crit')
  const alg = requireAlgorithm(header.alg)
  const jwk = requirePublicKey(header.jwk, alg)
  if (!isSignedBy(proof, jwk, alg))
    throw dpopRefusal('dpop-signature-wrong', 'its signature is not by the key in its header')
  return calculateJwkThumbprint(jwk)
}

function requireAlgorithm(alg: string | undefined): string {
  const known: readonly string[] = CLIENT_SIGNING_ALGORITHMS
  if (alg !== undefined && known.includes(alg)) return alg
  throw dpopRefusal(
    'dpop-algorithm-refused',
    `it is signed with ${alg ?? 'no algorithm'}; expected is one of ${known.join(', ')}`
  )
}

function requirePublicKey(value: unknown, alg: string): Jwk {
  const parsed = publicJwkSchema.safeParse(value)
  if (!parsed.success || !isKeyFor(alg, parsed.data))
    throw dpopRefusal(
      'dpop-malformed',
      `jwk in its header must be the public key for ${alg}, without a private part`
    )
  const members = KEY_MEMBERS.flatMap((name) => memberOf(parsed.data, name))
  return Object.fromEntries(members) as Jwk
}

function memberOf(jwk: Jwk, name: (typeof KEY_MEMBERS)[number]): [string, string][] {
  const value = jwk[name]
  if (typeof value !== 'string') return []
  if (value.length > LONGEST_MODULUS)
    throw dpopRefusal('dpop-malformed', 'the key in its header has more than 8192 bits')
  return [[name, value]]
}
