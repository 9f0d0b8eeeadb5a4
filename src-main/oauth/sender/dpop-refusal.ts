import { OAuthError } from '../oauth-error'
import type { RefusalReason } from '../refusal-reason'

/** A proof that is not accepted (RFC 9449 §5 and §7.1). */
export function dpopRefusal(reason: RefusalReason, what: string, cause?: unknown): OAuthError {
  return new OAuthError(
    'invalid_dpop_proof',
    reason,
    `The DPoP proof is refused: ${what} (RFC 9449 section 4.3).`,
    { cause }
  )
}

/** RFC 9449 §8: the client is to send its request again, with this nonce in its proof. */
export function nonceWanted(nonce: string): OAuthError {
  return new OAuthError(
    'use_dpop_nonce',
    'dpop-nonce-missing',
    'The DPoP proof must carry the nonce of the DPoP-Nonce header of this answer (RFC 9449 section 8).',
    { headers: { 'DPoP-Nonce': nonce } }
  )
}
