import type { Request } from 'express'
import { ADMIN_SCOPE, parseScopeList, type IssuedToken } from '../../../model'
import type { Awaitable } from '../../../ports'
import { countHeader } from '../../request-head'

/** Who calls with which token, or how it is refused (RFC 6750 §3). */
export type BearerOutcome =
  | { readonly ok: true; readonly issued: IssuedToken }
  | {
      readonly ok: false
      readonly status: 400 | 401 | 403
      readonly code: string
      readonly message: string
      readonly challenge: string
    }

const REALM = 'Bearer realm="admin"'

/** The access token of a call, which must carry the scope `admin`. */
export async function readBearer(
  request: Request,
  protocol: { verifyAccessToken(token: string): Awaitable<IssuedToken | undefined> },
  issuer: string
): Promise<BearerOutcome> {
  const { authorization = '' } = request.headers
  if (countHeader(request, 'authorization') > 1)
    return refused(400, 'BAD_REQUEST', 'The Authorization header stands more than once', 'invalid_request')
  const token = /^bearer +([A-Za-z0-9\-._~+/]+=*) *$/i.exec(authorization)?.[1]
  // RFC 6750 §2.1
  if (token === undefined && /^bearer +\S/i.test(authorization))
    return refused(400, 'BAD_REQUEST', 'What follows Bearer is no token', 'invalid_request')
  // RFC 6750 §3.1: whoever sent no token is told nothing but how to send one.
  if (token === undefined)
    return refused(
      401,
      'UNAUTHORIZED',
      `Send an access token with the scope ${ADMIN_SCOPE} as a Bearer token`
    )
  const issued = await protocol.verifyAccessToken(token)
  if (!issued)
    return refused(401, 'UNAUTHORIZED', 'The access token is unknown, expired or revoked', 'invalid_token')
  if (!parseScopeList(issued.scope).includes(ADMIN_SCOPE))
    return refused(403, 'FORBIDDEN', `The access token lacks the scope ${ADMIN_SCOPE}`, 'insufficient_scope')
  // RFC 8707 §2: a token that was asked for somebody else's resource opens nothing here.
  if (issued.aud && !issued.aud.includes(issuer))
    return refused(401, 'UNAUTHORIZED', 'The access token is meant for another resource', 'invalid_token')
  return { ok: true, issued }
}

function refused(status: 400 | 401 | 403, code: string, message: string, error?: string): BearerOutcome {
  const details = error ? `, error="${error}", error_description="${message}"` : ''
  const scope = error === 'insufficient_scope' ? `, scope="${ADMIN_SCOPE}"` : ''
  return { ok: false, status, code, message, challenge: REALM + details + scope }
}
