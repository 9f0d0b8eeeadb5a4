import type { Protocol } from 'electron'
import { readFile } from 'node:fs/promises'
import { extname, isAbsolute, relative, resolve } from 'node:path'

const SCHEME = 'app'
const HOST = 'panel'
/** The address of the panel inside the app. */
export const PANEL_ADDRESS = `${SCHEME}://${HOST}/`

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2'
}

/** Stands in index.html wherever the page needs the nonce of its load. */
const NONCE_PLACE = '__CSP_NONCE__'

/**
 * Makes the scheme a standard and secure one, so that relative addresses, storage and WebCrypto work in the page. Electron
 * takes this before it is ready and never again.
 */
export function registerPanelScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } }
  ])
}

export interface PanelFiles {
  readonly protocol: Pick<Protocol, 'handle'>
  /** The built renderer. */
  readonly folder: string
  /** A fresh secret per load, for the styles that the page adds while it runs. */
  readonly makeNonce: () => string
}

/** Serves the built renderer at `app://panel/`: files of its folder alone, under a policy that allows nothing else. */
export function servePanelFiles({ protocol, folder, makeNonce }: PanelFiles): void {
  protocol.handle(SCHEME, async (request) => {
    const path = fileInside(folder, new URL(request.url))
    if (!path || !['GET', 'HEAD'].includes(request.method)) return notFound()
    const content = await readFile(path).catch(() => undefined)
    if (!content) return notFound()
    const nonce = makeNonce()
    const body = extname(path) === '.html' ? content.toString().replaceAll(NONCE_PLACE, nonce) : content
    return new Response(typeof body === 'string' ? body : new Uint8Array(body), {
      headers: headersOf(path, nonce)
    })
  })
}

/** The file that an address names; undefined where it names another host or leaves the folder. */
function fileInside(folder: string, url: URL): string | undefined {
  if (url.hostname !== HOST) return undefined
  const name = decode(url.pathname)
  if (name === undefined || name.includes('\0')) return undefined
  const path = resolve(folder, `.${name.endsWith('/') ? `${name}index.html` : name}`)
  const inside = relative(folder, path)
  return inside.startsWith('..') || isAbsolute(inside) ? undefined : path
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

function headersOf(path: string, nonce: string): Record<string, string> {
  return {
    'Content-Type': CONTENT_TYPES[extname(path)] ?? 'application/octet-stream',
    'Content-Security-Policy': contentSecurityPolicy(nonce),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-cache'
  }
}

/** Electron's security checklist, no. 7. A nonce beside 'unsafe-inline' would switch the latter off, so only the nonce is there. */
function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-src 'none'",
    "object-src 'none'"
  ].join('; ')
}

const notFound = () => new Response('Not found', { status: 404 })
