import { createHash } from 'node:crypto'

export interface PageNeeds {
  /** Addresses of pictures that lie elsewhere, such as a client's logo. */
  readonly images?: readonly (string | undefined)[]
  /** Addresses that the page loads in iframes. */
  readonly frames?: readonly string[]
  /** The one script of the page, as it stands there. */
  readonly script?: string
  /** Whether sending a form of the page stays here. Left out: it may lead back to a client. */
  readonly staysHere?: boolean
}

/**
 * The Content-Security-Policy of a page. There is no `form-action` on pages whose forms may lead back to a client: browsers
 * hold the whole chain of redirects after a form against it, and where a client goes on from its redirect URI nobody here knows.
 */
export function pagePolicy({ images = [], frames = [], script, staysHere = false }: PageNeeds): string {
  const imageOrigins = images.flatMap((address) => originOf(address) ?? [])
  const frameOrigins = frames.flatMap((address) => originOf(address) ?? [])
  return [
    "default-src 'none'",
    "style-src 'self'",
    "font-src 'self'",
    ['img-src', "'self'", 'data:', ...new Set(imageOrigins)].join(' '),
    ...(script === undefined ? [] : [`script-src '${hashOf(script)}'`]),
    ...(frameOrigins.length ? [['frame-src', ...new Set(frameOrigins)].join(' ')] : []),
    ...(staysHere ? ["form-action 'self'"] : []),
    "base-uri 'none'",
    "frame-ancestors 'none'"
  ].join('; ')
}

/** A web origin as a source expression; of anything else there is none. */
function originOf(address: string | undefined): string | undefined {
  const url = address !== undefined && URL.canParse(address) ? new URL(address) : undefined
  return url && /^https?:$/.test(url.protocol) && /^[a-z0-9.[\]:_-]+$/i.test(url.host)
    ? url.origin
    : undefined
}

function hashOf(script: string): string {
  return `sha256-${createHash('sha256').update(script).digest('base64')}`
}
