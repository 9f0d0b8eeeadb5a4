import type { ServerResponse } from 'node:http'
import { ENDPOINT_PATHS } from '../../oauth'
import type { Gate } from '../gates'
import { splitTarget } from '../request-head'

/** The documents whose paths RFC 8414 §3.1 makes of an issuer with a path by putting its path behind. */
const WELL_KNOWN: readonly string[] = [
  ENDPOINT_PATHS.authorizationServerMetadata,
  ENDPOINT_PATHS.openidConfiguration
]

/** Where the server's own links begin, by the answer that they stand in; none: at the root of the host. */
const bases = new WeakMap<ServerResponse, string>()

/**
 * Serves an issuer with a path, such as `https://example.com/auth`, below that path (OpenID Connect Discovery §4, RFC 8414 §3.1). The root answers
 * as well, for a server in between that takes the path away.
 */
export function createBasePath(issuer: () => string): Gate {
  let known = { issuer: '', base: '' }
  return (request, response) => {
    const current = issuer()
    if (known.issuer !== current)
      known = { issuer: current, base: new URL(current).pathname.replace(/\/$/, '') }
    const { base } = known
    if (base === '') return false
    bases.set(response, base)
    // What Express keeps of the request target is what came.
    Object.assign(request, { originalUrl: request.url })
    const { path, query } = splitTarget(request.url ?? '')
    const own = ownPath(path, base)
    if (own !== undefined) request.url = query ? `${own}?${query}` : own
    return false
  }
}

/** A path of this server as a browser finds it; whatever leads elsewhere stays. */
export function ownAddress(response: ServerResponse, address: string): string {
  const base = bases.get(response)
  return base !== undefined && /^\/(?!\/)/.test(address) ? base + address : address
}

/** Markup whose links, forms and pictures lie below the path of the issuer, but for the panel, which stays at the root of the host. What came from outside holds no quotes, so it is never taken for an attribute. */
export function ownLinks(response: ServerResponse, markup: string): string {
  const base = bases.get(response)
  return base === undefined
    ? markup
    : markup.replace(/ (href|action|src)="(?=\/(?!\/|panel\/))/g, (start) => start + base)
}

function ownPath(path: string, base: string): string | undefined {
  if (path.startsWith(`${base}/`)) return path.slice(base.length)
  return WELL_KNOWN.find((known) => path === known + base)
}
