type Members = Record<string, unknown>

/** What a token shows of itself without any key: nothing, the readable parts of a JWS (RFC 7515 §3.1), or the header of a JWE (RFC 7516 §3.1). */
export type TokenShape =
  | { readonly kind: 'opaque'; readonly characters: number }
  | {
      readonly kind: 'jwt'
      readonly characters: number
      readonly header: Members
      readonly claims: Members
      readonly isSigned: boolean
    }
  | { readonly kind: 'jwe'; readonly characters: number; readonly header: Members }

/** Reads a token as it stands; whatever is neither three nor five base64url parts that begin with a JSON object is opaque. */
export function shapeOfToken(token: string): TokenShape {
  const parts = token.split('.')
  const characters = token.length
  const header = jsonObjectOf(parts[0]!)
  if (header && parts.length === 5) return { kind: 'jwe', characters, header }
  const claims = header && parts.length === 3 ? jsonObjectOf(parts[1]!) : undefined
  return header && claims
    ? { kind: 'jwt', characters, header, claims, isSigned: parts[2] !== '' }
    : { kind: 'opaque', characters }
}

function jsonObjectOf(part: string): Members | undefined {
  try {
    const bytes = Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
      character.charCodeAt(0)
    )
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return isObject(value) ? value : undefined
  } catch {
    // Not base64url or not JSON: then it is not a JWT, which is an answer and no fault.
    return undefined
  }
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
