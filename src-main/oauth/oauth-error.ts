import type { RefusalReason } from './refusal-reason'

/**
 * The codes of the protocol's errors: RFC 6749 §4.1.2.1 and §5.2, RFC 6750 §3.1, RFC 7009 §2.2.1, RFC 7591 §3.2.2, RFC 8628 §3.5, RFC 8707 §2,
 * RFC 9101 §6.1, RFC 9396 §5, RFC 9449 §5 and §8, OpenID Connect Core §3.1.2.6 and §6.
 */
export type OAuthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'unsupported_response_type'
  | 'invalid_scope'
  | 'invalid_target'
  | 'access_denied'
  | 'server_error'
  | 'temporarily_unavailable'
  | 'invalid_token'
  | 'insufficient_scope'
  | 'invalid_redirect_uri'
  | 'invalid_client_metadata'
  | 'invalid_software_statement'
  | 'authorization_pending'
  | 'slow_down'
  | 'expired_token'
  | 'invalid_request_uri'
  | 'invalid_request_object'
  | 'request_not_supported'
  | 'invalid_authorization_details'
  | 'invalid_dpop_proof'
  | 'use_dpop_nonce'
  | 'login_required'
  | 'interaction_required'
  | 'consent_required'
  | 'account_selection_required'
  | 'unmet_authentication_requirements'

export interface OAuthErrorOptions {
  /** What lies behind it, for the log alone. */
  readonly cause?: unknown
  /** Where HTTP itself has a better one than 400 or 401. */
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** The answer tells nothing of it but status and headers (RFC 6750 §3.1). */
  readonly bare?: boolean
}

// RFC 6749 §5.2 wants 401 and a challenge when the client tried the Authorization header and allows 401 otherwise;
// RFC 9110 §15.5.2 wants a challenge with every 401.
const CLIENT_CHALLENGE = Object.freeze({
  'WWW-Authenticate': 'Basic realm="oauth2", charset="UTF-8"'
})

const NO_HEADERS = Object.freeze({})
const MAX_DESCRIPTION = 500

/** A refusal as the protocol spells it. The message is public, and says what was wrong and what was expected. */
export class OAuthError extends Error {
  override readonly name = 'OAuthError'
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly bare: boolean

  constructor(
    readonly code: OAuthErrorCode,
    readonly reason: RefusalReason,
    description: string,
    options: OAuthErrorOptions = {}
  ) {
    super(inPermittedCharacters(description), { cause: options.cause })
    this.status = options.status ?? (code === 'invalid_client' ? 401 : 400)
    this.headers = options.headers ?? (code === 'invalid_client' ? CLIENT_CHALLENGE : NO_HEADERS)
    this.bare = options.bare ?? false
  }

  /** The same refusal with more headers. */
  withHeaders(more: Readonly<Record<string, string>>): OAuthError {
    const { cause, status, bare } = this
    const headers = { ...this.headers, ...more }
    return new OAuthError(this.code, this.reason, this.message, { cause, status, headers, bare })
  }
}

/** RFC 6749 §5.2: printable ASCII without the double quote and the backslash; what came from outside may hold anything. */
function inPermittedCharacters(description: string): string {
  return description
    .slice(0, MAX_DESCRIPTION)
    .replaceAll('"', "'")
    .replace(/[^\x20-\x5b\x5d-\x7e]/g, '?')
}
