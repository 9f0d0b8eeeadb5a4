import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import express, { type Request, type RequestHandler, type Response, type Router } from 'express'
import type { PanelFiles, Random } from '../../ports'
import { setPanelHeaders } from './panel-headers'

/** Where the renderer's page wants the nonce of its styles: `<meta name="csp-nonce" content="…">`. */
const NONCE_PLACE = '__CSP_NONCE__'
const NONCE_LENGTH = 24

/** No inline script at all; styles that a component injects carry the nonce of this very load. */
const policyFor = (nonce: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-src 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'"
  ].join('; ')

/** The built renderer below `/panel/`. */
export function createPanelPages(dependencies: { panelFiles: PanelFiles; random: Random }): Router {
  const router = express.Router({ strict: true })
  router.use(onlyReading)
  router.use((request, response, next) => {
    setPanelHeaders(response)
    response.setHeader('Content-Security-Policy', policyFor(dependencies.random.alphanumeric(NONCE_LENGTH)))
    next()
  })
  router.get('/', (request, response, next) => {
    // `/panel` itself: the page's links are relative, so they need the slash.
    if (!pathOf(request).endsWith('/')) return response.redirect(308, '/panel/')
    sendPage(dependencies, response).catch(next)
  })
  router.get('/index.html', (request, response, next) => {
    sendPage(dependencies, response).catch(next)
  })
  router.use(staticFiles(dependencies.panelFiles))
  router.use((request, response) => {
    response.status(404).type('text/plain').send('There is no such file in the panel.')
  })
  return router
}

async function sendPage(
  { panelFiles, random }: { panelFiles: PanelFiles; random: Random },
  response: Response
): Promise<void> {
  const page = await readPage(panelFiles)
  response.setHeader('Cache-Control', 'no-store')
  if (page === undefined) {
    response
      .status(404)
      .type('text/plain')
      .send('The panel has not been built yet: run "npm run build" once.')
    return
  }
  const nonce = random.alphanumeric(NONCE_LENGTH)
  response.setHeader('Content-Security-Policy', policyFor(nonce))
  response.type('text/html; charset=utf-8').send(page.replaceAll(NONCE_PLACE, nonce))
}

async function readPage(panelFiles: PanelFiles): Promise<string | undefined> {
  if (typeof panelFiles === 'function') return panelFiles('index.html')?.toString('utf8')
  return readFile(join(panelFiles, 'index.html'), 'utf8').catch(notBuilt)
}

function notBuilt(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
  return undefined
}

/** Names of built files carry a digest of their content, so whoever has one never needs to ask again. */
const cacheControl = (isAsset: boolean) => (isAsset ? 'public, max-age=31536000, immutable' : 'no-cache')

function staticFiles(panelFiles: PanelFiles): RequestHandler {
  if (typeof panelFiles === 'function') return carriedFiles(panelFiles)
  const serve = express.static(panelFiles, {
    index: false,
    redirect: false,
    dotfiles: 'ignore',
    etag: true,
    setHeaders: (response, path) => {
      response.setHeader('Cache-Control', cacheControl(path.startsWith(join(panelFiles, 'assets'))))
    }
  })
  return (request, response, next) => {
    if (response.socket) return serve(request, response, next)
    // An answer behind others on its connection doesn't hear when that ends, and its file would stay open: it is opened in its turn.
    response.once('socket', () => serve(request, response, next))
  }
}

/** Files that the executable carries; Express adds the ETag and answers who has the file already. */
function carriedFiles(read: (path: string) => Buffer | undefined): RequestHandler {
  return (request, response, next) => {
    const path = request.path.slice(1)
    const file = read(path)
    if (!file) return next()
    response.setHeader('Cache-Control', cacheControl(path.startsWith('assets/')))
    response.type(extname(path)).send(file)
  }
}

function onlyReading(request: Request, response: Response, next: () => void): void {
  if (request.method === 'GET' || request.method === 'HEAD') return next()
  response
    .status(405)
    .set('Allow', 'GET, HEAD')
    .type('text/plain')
    .send('Only GET and HEAD are answered here.')
}

function pathOf(request: Request): string {
  return request.originalUrl.split('?')[0] ?? ''
}
