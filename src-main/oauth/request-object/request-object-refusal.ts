import { OAuthError } from '../oauth-error'
import type { RefusalReason } from '../refusal-reason'

/** RFC 9101 §6: a request object that isn't accepted. */
export function requestObjectRefusal(reason: RefusalReason, what: string, cause?: unknown): OAuthError {
  return new OAuthError(
    'invalid_request_object',
    reason,
    `The request object is refused: ${what} (RFC 9101 section 6).`,
    { cause }
  )
}

/** RFC 9101 §5.2 and RFC 9126 §4: a reference that leads to no request. */
export function requestUriRefusal(reason: RefusalReason, what: string, cause?: unknown): OAuthError {
  return new OAuthError('invalid_request_uri', reason, what, { cause })
}
