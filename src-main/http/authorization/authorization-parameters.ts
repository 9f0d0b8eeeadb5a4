import type { IncomingMessage } from 'node:http'
import { OAuthError } from '../../oauth'
import { isEncrypted } from '../listening/encrypted'
import { cookieNames } from './browser'
import { FORM, readBody } from '../read-body'
import { readCookie } from '../read-cookie'
import { splitTarget } from '../request-head'

/** Characters that the target of a redirect has at most; Node reads 16 KiB of a request's head, and servers in between less. */
const MAX_TARGET = 8 * 1024

/** The parameters of a request, or where the browser has to ask again. */
export type AuthorizationParameters =
  | { readonly parameters: string }
  /** The same request as a GET. */
  | { readonly askAgainAt: string }

/**
 * The query of a GET, the form of a POST (OpenID Connect Core §3.1.2.1 and RP-Initiated Logout §2 want both).
 *
 * A POST that another site's page makes comes without our cookies, since they are SameSite=Lax: whoever is signed in would look like a
 * stranger. It is answered with a redirect to the same request as a GET, which a browser sends with them. One that is too long
 * for that is taken as it is, and the person signs in again.
 */
export async function authorizationParameters(request: IncomingMessage): Promise<AuthorizationParameters> {
  const { path, query } = splitTarget(request.url ?? '')
  if (request.method !== 'POST') return { parameters: query }
  if (query)
    throw new OAuthError(
      'invalid_request',
      'parameter-contradicts',
      'A POST carries its parameters in the form body alone; this one has a query string too.'
    )
  const parameters = await readBody(request, [FORM])
  const askAgainAt = `${path}?${parameters}`
  if (isKnown(request) || askAgainAt.length > MAX_TARGET || !/^[\x21-\x7e]*$/.test(parameters))
    return { parameters }
  return { askAgainAt }
}

function isKnown(request: IncomingMessage): boolean {
  const names = cookieNames(request.socket.localPort ?? 0, isEncrypted(request))
  return readCookie(request, names.browser) !== undefined
}
