import { CLIENT_SIGNING_ALGORITHMS } from '../../model'
import { OAuthError, type OAuthErrorCode } from '../oauth-error'
import type { RefusalReason } from '../refusal-reason'

export type TokenScheme = 'Bearer' | 'DPoP'

/** RFC 9449 §7.1: which algorithms a proof may be signed with. */
const ALGORITHMS = `algs="${CLIENT_SIGNING_ALGORITHMS.join(' ')}"`

/** RFC 6750 §3.1, RFC 9449 §7.1: 400 for what is malformed, 403 for what goes too far, 401 for the rest. */
const STATUSES: Partial<Record<OAuthErrorCode, number>> = { invalid_request: 400, insufficient_scope: 403 }

export interface ResourceRefusal {
  readonly code: OAuthErrorCode
  readonly reason: RefusalReason
  /** What was wrong and what was expected. */
  readonly description: string
  /** How the token was sent, which is where the error is told. */
  readonly scheme?: TokenScheme
  /** The scope that would be needed, with `insufficient_scope`. */
  readonly scope?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly cause?: unknown
}

/** A refusal at a protected resource, with its challenges (RFC 6750 §3, RFC 9449 §7.1). */
export function resourceRefusal(refusal: ResourceRefusal): OAuthError {
  const { code, reason, description, scheme = 'Bearer', scope, headers, cause } = refusal
  const plain = new OAuthError(code, reason, description)
  const details = [
    `error="${code}"`,
    `error_description="${plain.message}"`,
    ...(scope === undefined ? [] : [`scope="${scope}"`])
  ].join(', ')
  const challenge =
    scheme === 'DPoP' ? dpopChallenge(details) : `${bearerChallenge(details)}, ${dpopChallenge()}`
  return new OAuthError(code, reason, description, {
    status: STATUSES[code] ?? 401,
    headers: { ...headers, 'WWW-Authenticate': challenge },
    cause
  })
}

/** RFC 6750 §3.1: whoever sent no token is told how to send one, and of no error. */
export function tokenWanted(): OAuthError {
  return new OAuthError(
    'invalid_token',
    'token-missing',
    'The request carries no access token; send one in the Authorization header, as Bearer or DPoP.',
    { status: 401, headers: { 'WWW-Authenticate': `${bearerChallenge()}, ${dpopChallenge()}` }, bare: true }
  )
}

function bearerChallenge(details?: string): string {
  return `Bearer realm="oauth2"${details === undefined ? '' : `, ${details}`}`
}

function dpopChallenge(details?: string): string {
  return `DPoP ${details === undefined ? '' : `${details}, `}${ALGORITHMS}`
}
