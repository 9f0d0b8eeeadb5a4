import express, { type RequestHandler, type Response, type Router } from 'express'
import type { Settings } from '../../../model'
import { BEAR_PATH, SMALL_ASSETS } from '../rendering/asset-paths'
import { DEFAULT_ICONS, FONTS, type BinaryAsset } from '../rendering/binary-assets'

/** Their names change with their content. */
const FOR_EVER = 'public, max-age=31536000, immutable'
/** Their names don't, and a picture of the branding acts soon after it was set. */
const FOR_A_WEEK = 'public, max-age=604800'
const ASK_AGAIN = 'no-cache'

/** What the pages are drawn with: stylesheet, fonts, the bear, the icons of the branding. */
export function createAssetRoutes({ settings }: { settings: () => Settings }): Router {
  const router = express.Router({ strict: true, caseSensitive: true })
  for (const [path, { type, content }] of Object.entries(SMALL_ASSETS))
    router.get(path, (_request, response) => send(response, type, FOR_EVER, content))
  for (const [path, asset] of Object.entries(FONTS)) router.get(path, sendBinary(asset, FOR_A_WEEK))
  const branding = () => settings().branding
  router.get(
    '/favicon.ico',
    sendIcon(() => branding().icon_ico, sendBinary(DEFAULT_ICONS.ico, ASK_AGAIN))
  )
  router.get(
    '/apple-touch-icon.png',
    sendIcon(() => branding().icon_png_180, sendBinary(DEFAULT_ICONS.png, ASK_AGAIN))
  )
  const bear: RequestHandler = (_request, response) =>
    send(response, 'image/svg+xml', ASK_AGAIN, SMALL_ASSETS[BEAR_PATH]!.content)
  router.get(
    '/favicon.svg',
    sendIcon(() => branding().icon_svg, bear)
  )
  return router
}

function sendIcon(own: () => string | null, otherwise: RequestHandler): RequestHandler {
  return (request, response, next) => {
    const uri = own()
    if (uri === null) return otherwise(request, response, next)
    const type = /^data:([^;]+);/.exec(uri)?.[1] ?? 'application/octet-stream'
    send(response, type, ASK_AGAIN, contentOf(uri))
  }
}

function sendBinary({ type, load }: BinaryAsset, cacheControl: string): RequestHandler {
  let content: Promise<Buffer> | undefined
  return (_request, response, next) => {
    content ??= load().then((module) => contentOf(module.default))
    content.then((bytes) => send(response, type, cacheControl, bytes), next)
  }
}

function contentOf(dataUri: string): Buffer {
  return Buffer.from(dataUri.slice(dataUri.indexOf(',') + 1), 'base64')
}

function send(response: Response, type: string, cacheControl: string, content: string | Buffer): void {
  response.writeHead(200, {
    'Content-Type': type,
    'Cache-Control': cacheControl,
    'Content-Length': Buffer.byteLength(content),
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
    // A picture that somebody uploaded must not run anything when it is opened as a document.
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox"
  })
  response.end(content)
}
