import type { JWTPayload } from 'jose'
import { dpopRefusal } from './dpop-refusal'

/** Seconds by which the time of a proof may differ from this server's (RFC 9449 §11.1). */
export const DPOP_ACCEPTED_SECONDS = 60

export interface DpopClaims {
  readonly jti: string
  readonly iat: number
  readonly nonce?: string
}

/**
 * Checks what a proof says of its request (RFC 9449 §4.3, 8 to 10 and 12): method, address and, beside an access token, its hash. `ath`
 * is the digest of that token.
 */
export function checkDpopClaims(
  claims: JWTPayload,
  request: { readonly method: string; readonly url: string; readonly ath?: string | undefined }
): DpopClaims {
  const { jti, iat, htm, htu, ath, nonce } = claims
  if (typeof jti !== 'string' || jti === '')
    throw dpopRefusal('dpop-claim-wrong', 'the claim jti is missing; it makes the proof single use')
  if (htm !== request.method)
    throw dpopRefusal('dpop-claim-wrong', `htm must be the method of the request, ${request.method}`)
  if (typeof htu !== 'string' || normalUrl(htu) !== normalUrl(request.url))
    throw dpopRefusal('dpop-claim-wrong', `htu must be the address of the request, ${request.url}`)
  if (typeof iat !== 'number' || !Number.isFinite(iat))
    throw dpopRefusal('dpop-claim-wrong', 'the claim iat is missing or no number of seconds since 1970')
  if (request.ath !== undefined && ath !== request.ath)
    throw dpopRefusal(
      'dpop-claim-wrong',
      'ath must be the base64url SHA-256 digest of the access token that the request carries'
    )
  return { jti, iat, ...(typeof nonce === 'string' && { nonce }) }
}

/** Throws when a proof is not of now (RFC 9449 §4.3, 11). `now` in seconds since 1970. */
export function requireRecent(iat: number, now: number): void {
  if (Math.abs(now - iat) <= DPOP_ACCEPTED_SECONDS) return
  throw dpopRefusal(
    'dpop-claim-wrong',
    `iat lies ${Math.abs(Math.floor(now - iat))} seconds ${now > iat ? 'behind' : 'ahead of'} this server's clock, and ${DPOP_ACCEPTED_SECONDS} are accepted; make a new proof for each request`
  )
}

/** RFC 9449 §4.3, 9: without query and fragment, normalised as RFC 3986 §6.2.2 and §6.2.3 have it. Undefined: no such address. */
function normalUrl(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined
  const { protocol, host, pathname, username, password } = new URL(text)
  if (username || password) return undefined
  return `${protocol}//${host}${pathname.replace(/%[0-9a-f]{2}/gi, normalEscape)}`
}

function normalEscape(escape: string): string {
  const character = String.fromCharCode(parseInt(escape.slice(1), 16))
  return /[A-Za-z0-9\-._~]/.test(character) ? character : escape.toUpperCase()
}
