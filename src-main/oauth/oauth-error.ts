import type { RefusalReason } from './refusal-reason'

/** The codes of RFC 6749 §5.2, RFC 8707 §2 and, for a store that can't be written, the one of RFC 6749 §4.1.2.1. */
export type OAuthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'invalid_scope'
  | 'invalid_target'
  | 'temporarily_unavailable'

export interface OAuthErrorOptions {
  /** What lies behind it, for the log alone. */
  readonly cause?: unknown
  /** Where HTTP itself has a better one than 400 or 401. */
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
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

  constructor(
    readonly code: OAuthErrorCode,
    readonly reason: RefusalReason,
    description: string,
    options: OAuthErrorOptions = {}
  ) {
    super(inPermittedCharacters(description), { cause: options.cause })
    this.status = options.status ?? (code === 'invalid_client' ? 401 : 400)
    this.headers = options.headers ?? (code === 'invalid_client' ? CLIENT_CHALLENGE : NO_HEADERS)
  }
}

/** RFC 6749 §5.2: printable ASCII without the double quote and the backslash; what came from outside may hold anything. */
function inPermittedCharacters(description: string): string {
  return description
    .slice(0, MAX_DESCRIPTION)
    .replaceAll('"', "'")
    .replace(/[^\x20-\x5b\x5d-\x7e]/g, '?')
}
