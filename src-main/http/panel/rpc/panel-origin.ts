import type { Request } from 'express'
import { isEncrypted } from '../../listening/encrypted'

/**
 * Whether a request may come from the panel's own page. A browser says of every request where it comes from; pages of other
 * origins, those on other ports of localhost included, have no business here. What is no browser says nothing of either.
 */
export function isOwnOrigin({ headers }: Pick<Request, 'headers'>): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  const { origin } = headers
  // The scheme is left out: a proxy in front may speak https where this server speaks http.
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === headers.host)
}

/** Where the browser of a call finds the panel. A browser says it of every call that changes something, a proxy in front or not. */
export function panelOrigin(request: Request): string {
  const { origin, host = '' } = request.headers
  const isHttps = origin?.startsWith('https:') ?? isEncrypted(request)
  return `${isHttps ? 'https' : 'http'}://${host}`
}
