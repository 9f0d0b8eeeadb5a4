import { say } from '../../model'
import { tokenFault } from './token-fault'

type Members = Readonly<Record<string, unknown>>

/** A JWT in its compact form, taken apart: a signed one, or an encrypted one of which the header alone can be read. */
export type ReadJwt =
  | {
      readonly kind: 'jws'
      readonly token: string
      readonly header: Members
      readonly claims: Members
      readonly isSigned: boolean
    }
  | { readonly kind: 'jwe'; readonly token: string; readonly header: Members }

/** Takes a JWT apart, as strictly as RFC 7515 §5.2 and RFC 7516 §5.2 want it. Throws TokenFault. */
export function readJwt(token: string): ReadJwt {
  const parts = token.split('.')
  if (!parts.every((part) => /^[A-Za-z0-9_-]*$/.test(part)) || ![3, 5].includes(parts.length))
    throw notOne(say('jwt_no_parts'))
  const header = jsonOf(parts[0]!)
  if (!header) throw notOne(say('jwt_header'))
  if (parts.length === 5) return { kind: 'jwe', token, header }
  const claims = jsonOf(parts[1]!)
  if (!claims) throw notOne(say('jwt_claims'))
  return { kind: 'jws', token, header, claims, isSigned: parts[2] !== '' }
}

function notOne(why: string) {
  return tokenFault(['token'], say('jwt_accepted', { why }))
}

function jsonOf(part: string): Members | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(part, 'base64url'))
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Members)
      : undefined
  } catch {
    return undefined
  }
}
