/** What a token shows of itself without any key: nothing, or the two readable parts of a JWS (RFC 7515 §3.1). */
export type TokenShape =
  | { readonly kind: 'opaque'; readonly characters: number }
  | {
      readonly kind: 'jwt'
      readonly characters: number
      readonly header: Record<string, unknown>
      readonly claims: Record<string, unknown>
    }

/** Reads a token; whatever is not three base64url parts with two JSON objects in them is opaque. */
export function shapeOfToken(token: string): TokenShape {
  const parts = token.split('.')
  const header = parts.length === 3 ? jsonObjectOf(parts[0]!) : undefined
  const claims = header ? jsonObjectOf(parts[1]!) : undefined
  return header && claims
    ? { kind: 'jwt', characters: token.length, header, claims }
    : { kind: 'opaque', characters: token.length }
}

function jsonObjectOf(part: string): Record<string, unknown> | undefined {
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

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
