import { hash, timingSafeEqual } from 'node:crypto'
import type { AuthorizationCode } from '../../../model'
import { OAuthError } from '../../oauth-error'

/** RFC 7636 §4.1: 43 to 128 unreserved characters. */
const CODE_VERIFIER = /^[A-Za-z0-9._~-]{43,128}$/

/**
 * Proof Key for Code Exchange at the token endpoint (RFC 7636 §4.6). Every verifier that doesn't go with the challenge is
 * `invalid_grant`, a malformed one included, since it can't be the one that the challenge was made from.
 */
export function requireVerifier(code: AuthorizationCode, verifier: string | undefined): void {
  const { code_challenge: challenge, code_challenge_method: method = 'plain' } = code
  if (challenge === undefined) {
    // RFC 9700 §2.1.1 and §4.8.2: else an attacker could take the challenge out of a request, and nobody would notice.
    if (verifier === undefined) return
    throw refusal(
      'code-verifier-unexpected',
      'The request holds a code_verifier, but the authorization request held no code_challenge (RFC 9700 section 2.1.1).'
    )
  }
  if (verifier === undefined)
    throw refusal(
      'code-verifier-missing',
      'The authorization request held a code_challenge; send the code_verifier that it was made from (RFC 7636 section 4.5).'
    )
  if (!CODE_VERIFIER.test(verifier))
    throw refusal(
      'code-verifier-wrong',
      'The code_verifier is malformed; it has 43 to 128 characters of A-Z a-z 0-9 - . _ ~ (RFC 7636 section 4.1).'
    )
  const derived = method === 'S256' ? hash('sha256', verifier, 'base64url') : verifier
  if (!isSame(derived, challenge))
    throw refusal(
      'code-verifier-wrong',
      `The code_verifier does not go with the code_challenge of the authorization request, by the method ${method} (RFC 7636 section 4.6).`
    )
}

/** In constant time; digests have one length. */
function isSame(one: string, other: string): boolean {
  return timingSafeEqual(hash('sha256', one, 'buffer'), hash('sha256', other, 'buffer'))
}

function refusal(
  reason: 'code-verifier-missing' | 'code-verifier-wrong' | 'code-verifier-unexpected',
  description: string
): OAuthError {
  return new OAuthError('invalid_grant', reason, description)
}
