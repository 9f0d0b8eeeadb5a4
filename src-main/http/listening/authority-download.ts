import { X509Certificate } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { Router } from 'express'

/**
 * The certificate of the local authority, for whoever is to trust it: `/authority.pem` for programs, `/authority.crt` in DER, which telephones and
 * Windows offer to install. It is no secret.
 */
export function createAuthorityDownload({ authority }: { authority: () => string | undefined }): Router {
  const router = Router({ caseSensitive: true, strict: true })
  router.get('/authority.pem', (_request, response, next) => {
    const pem = authority()
    if (pem === undefined) return next()
    send(response, { type: 'application/x-pem-file', name: 'friendly-oauth2-ca.pem', content: pem })
  })
  router.get('/authority.crt', (_request, response, next) => {
    const pem = authority()
    if (pem === undefined) return next()
    const { raw } = new X509Certificate(pem)
    send(response, { type: 'application/x-x509-ca-cert', name: 'friendly-oauth2-ca.crt', content: raw })
  })
  return router
}

function send(
  response: ServerResponse,
  { type, name, content }: { type: string; name: string; content: string | Buffer }
): void {
  response.writeHead(200, {
    'Content-Type': type,
    'Content-Length': String(Buffer.byteLength(content)),
    'Content-Disposition': `attachment; filename="${name}"`,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-cache'
  })
  response.end(content)
}
