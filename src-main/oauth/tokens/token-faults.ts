import type { Client } from '../../model'
import type { Faults } from '../../ports'
import type { Claims } from '../claims/claim-layer'
import { signJwt, type PreparedKey } from './keys/prepared-key'

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
      const take = (kind: Parameters<Faults['take']>[0]) => faults.take(kind, client_id)
      const token = await signJwt(key, typ, {
        ...claims,
        ...shifted(claims, take('clock_skew')?.seconds ?? 0),
        ...(take('wrong_iss') && { iss: SOMEBODY_ELSE }),
        ...(take('wrong_aud') && { aud: SOMEBODY_ELSE }),
        ...(claims.nonce !== undefined && take('wrong_nonce') && { nonce: 'a-nonce-of-somebody-else' })
      })
      return take('bad_signature') ? withOtherSignature(token) : token
    }
  }
}

/** The times that bound a token (RFC 7519 §4.1), by so many seconds later. */
function shifted(claims: Claims, seconds: number): Claims {
  const times = ['iat', 'nbf', 'exp'].flatMap((name) => {
    const value = claims[name]
    return typeof value === 'number' ? [[name, value + seconds] as const] : []
  })
  return Object.fromEntries(times)
}

/** The first character of a signature is six bits of it, so another one is another signature. */
function withOtherSignature(token: string): string {
  const at = token.lastIndexOf('.') + 1
  return `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`
}
