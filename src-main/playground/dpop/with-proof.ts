import { createHash } from 'node:crypto'
import { SignJWT } from 'jose'
import type { BuiltRequest } from '../built-request'
import type { DpopKey } from './dpop-keys'

/** What a proof is about besides the request itself. */
export interface ProofFacts {
  readonly key: DpopKey
  readonly jti: string
  /** Seconds since 1970. */
  readonly now: number
  /** What the server calls the address that is asked, without query and fragment. */
  readonly htu: string
  /** The server's own, where it wanted one (§8). */
  readonly nonce?: string | undefined
  /** The token that the request carries (§7). */
  readonly accessToken?: string | undefined
}

/** The request with a proof of its own in the header `DPoP` (RFC 9449 §4.2). */
export async function withProof(built: BuiltRequest, facts: ProofFacts): Promise<BuiltRequest> {
  const { key, jti, now, htu, nonce, accessToken } = facts
  const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: key.jwk }
  const claims = {
    jti,
    htm: built.request.method,
    htu,
    iat: now,
    ...(nonce !== undefined && { nonce }),
    ...(accessToken !== undefined && {
      ath: createHash('sha256').update(accessToken).digest('base64url')
    })
  }
  const jwt = await new SignJWT(claims).setProtectedHeader(header).sign(key.privateKey)
  const headers: [string, string][] = [...built.request.headers, ['DPoP', jwt]]
  return { ...built, request: { ...built.request, headers }, dpop: { jwt, header, claims } }
}
