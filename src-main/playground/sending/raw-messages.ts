import type { RawRequest } from '../../contract'
import type { HttpRequest, HttpResponse } from '../../ports'

/** The request with every header that is on the wire, in its order (RFC 9112 §3.2, §6.2). */
export function wireRequest({ method, url, headers, body }: RawRequest): HttpRequest & { body: string } {
  return {
    method,
    url,
    headers: [
      ['Host', new URL(url).host],
      ...headers,
      ['Content-Length', String(Buffer.byteLength(body))],
      ['Connection', 'close']
    ],
    body
  }
}

/** A request as it left, line by line. */
export function rawRequest({ method, url, headers, body = '' }: HttpRequest): string {
  const { pathname, search } = new URL(url)
  return [`${method} ${pathname}${search} HTTP/1.1`, ...lines(headers), '', body].join('\r\n')
}

/** An answer as it came. */
export function rawResponse({ status, statusText, headers, body }: HttpResponse): string {
  return [`HTTP/1.1 ${status} ${statusText}`, ...lines(headers), '', body].join('\r\n')
}

function lines(headers: HttpRequest['headers']): string[] {
  return headers.map(([name, value]) => `${name}: ${value}`)
}
