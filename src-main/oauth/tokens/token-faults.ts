import type { ArmedFault, Client, FaultKind } from '../../model'
import type { Faults } from '../../ports'
import type { Claims } from '../claims/claim-layer'
import { encodeJson, signJwt, signingInput, type PreparedKey } from './keys/prepared-key'

/** What comes out of a token where a fault is armed; without one, what goes in. */
export interface TokenFaults {
  /** When a token ends, in seconds since 1970. */
  endOf(client: Client, times: { readonly iat: number; readonly exp: number }): number
  /** Signs what a token says, and says or signs it wrongly. */
  sign(
    client: Client,
    key: PreparedKey,
    token: { readonly typ: string; readonly claims: Claims }
  ): Promise<string>
}

/** Nobody is called this: names under .invalid lead nowhere (RFC 2606 §2). */
const SOMEBODY_ELSE = 'https://somebody-else.invalid'

export function createTokenFaults({ faults }: { faults: Pick<Faults, 'isArmed' | 'take'> }): TokenFaults {
  return {
    endOf({ client_id }, { iat, exp }) {
      if (!faults.isArmed()) return exp
      const seconds = faults.take('short_token_life', client_id)?.seconds
      return seconds === undefined ? exp : Math.min(exp, iat + seconds)
    },

    async sign({ client_id }, key, { typ, claims }) {
      if (!faults.isArmed()) return signJwt(key, typ, claims)
      const take: Take = (kind) => faults.take(kind, client_id)
      const said = saidWrongly(claims, take)
      if (take('alg_none')) return `${signingInput(encodeJson({ alg: 'none', typ }), said)}.`
      const signing = take('unknown_kid') ? underOtherName(key) : key
      const token = await signJwt(signing, typ, said)
      return take('bad_signature') ? withOtherSignature(token) : token
    }
  }
}

type Take = (kind: FaultKind) => ArmedFault | undefined

/** The claims as the faults have them; what a token doesn't say can't be said wrongly, and spends nothing. */
function saidWrongly(claims: Claims, take: Take): Claims {
  const { at_hash, nonce, sub, ...rest } = claims
  return {
    ...rest,
    ...(sub !== undefined && !take('missing_sub') && { sub }),
    ...(nonce !== undefined && { nonce: take('wrong_nonce') ? 'a-nonce-of-somebody-else' : nonce }),
    ...(typeof at_hash === 'string' && { at_hash: take('wrong_at_hash') ? otherFirst(at_hash) : at_hash }),
    ...shifted(claims, take('clock_skew')?.seconds ?? 0),
    ...(take('wrong_iss') && { iss: SOMEBODY_ELSE }),
    ...(take('wrong_aud') && { aud: SOMEBODY_ELSE })
  }
}

/** The same key under a name that the key set doesn't hold. */
function underOtherName(key: PreparedKey): PreparedKey {
  const { alg } = key.record
  return { ...key, headerOf: (typ) => encodeJson({ alg, typ, kid: 'a-key-that-nobody-published' }) }
}

/** The times that bound a token (RFC 7519 §4.1), by so many seconds later. */
function shifted(claims: Claims, seconds: number): Claims {
  const times = ['iat', 'nbf', 'exp'].flatMap((name) => {
    const value = claims[name]
    return typeof value === 'number' ? [[name, value + seconds] as const] : []
  })
  return Object.fromEntries(times)
}

function withOtherSignature(token: string): string {
  const at = token.lastIndexOf('.') + 1
  return token.slice(0, at) + otherFirst(token.slice(at))
}

/** The first character of base64url is six bits of what it says, so that another one says something else. */
function otherFirst(encoded: string): string {
  return `${encoded.startsWith('A') ? 'B' : 'A'}${encoded.slice(1)}`
}
