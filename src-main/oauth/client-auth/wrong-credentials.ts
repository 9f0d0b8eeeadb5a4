import { OAuthError } from '../oauth-error'
import type { RefusalReason } from '../refusal-reason'

/** One answer for an unknown client and for wrong credentials: whoever guesses learns nothing. The reason stays inside. */
export function wrongCredentials(reason: RefusalReason, cause?: unknown): OAuthError {
  return new OAuthError(
    'invalid_client',
    reason,
    'Client authentication failed: there is no such client, or its credentials are others. Compare client_id and secret or key with the registration.',
    { cause }
  )
}
