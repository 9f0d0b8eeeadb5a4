import type { Request } from 'express'

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
