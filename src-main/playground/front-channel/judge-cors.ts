import type { CorsFault, RawRequest } from '../../contract'
import type { HttpResponse } from '../../ports'
import { isSimpleMethod, unsafeHeaderNames } from './page-request'

type Headers = HttpResponse['headers']

/** Those that a client of OAuth needs: why it was refused (RFC 6750 §3), and the nonce of its next proof (RFC 9449 §8). */
const WANTED = ['www-authenticate', 'dpop-nonce']

/** Why a page of `origin` doesn't get to see an answer (§4.9, CORS check, without credentials); undefined: it does. */
export function corsFault(headers: Headers, origin: string): CorsFault | undefined {
  const allowed = valueOf(headers, 'access-control-allow-origin')
  if (allowed === undefined) return { id: 'origin_missing' }
  return allowed === '*' || allowed === origin ? undefined : { id: 'origin_differs', value: allowed }
}

/** Why a browser doesn't send a request after such an answer to the question before it (§4.8). */
export function preflightFault(
  { status, headers }: Pick<HttpResponse, 'status' | 'headers'>,
  origin: string,
  request: RawRequest
): CorsFault | undefined {
  const fault = corsFault(headers, origin)
  if (fault) return fault
  if (status < 200 || status > 299) return { id: 'preflight_status', value: String(status) }
  const methods = listOf(headers, 'access-control-allow-methods')
  if (!isSimpleMethod(request.method) && !methods.includes('*') && !methods.includes(request.method))
    return { id: 'method_not_allowed', value: request.method }
  const names = listOf(headers, 'access-control-allow-headers').map((name) => name.toLowerCase())
  // An asterisk stands for every header but that of credentials (§2.2.2, CORS non-wildcard request-header name).
  const refused = unsafeHeaderNames(request.headers).find(
    (name) => !names.includes(name) && (name === 'authorization' || !names.includes('*'))
  )
  return refused === undefined ? undefined : { id: 'header_not_allowed', value: refused }
}

/** Headers of an answer that its page would need and does not get to read. */
export function hiddenHeaders(headers: Headers): string[] {
  const exposed = listOf(headers, 'access-control-expose-headers').map((name) => name.toLowerCase())
  if (exposed.includes('*')) return []
  return headers
    .map(([name]) => name)
    .filter((name) => {
      const lower = name.toLowerCase()
      return WANTED.includes(lower) && !exposed.includes(lower)
    })
}

/** A header that stands more than once is one with a comma, which no origin has. */
function valueOf(headers: Headers, name: string): string | undefined {
  const values = headers.filter(([one]) => one.toLowerCase() === name).map(([, value]) => value)
  return values.length ? values.join(', ') : undefined
}

function listOf(headers: Headers, name: string): string[] {
  return (valueOf(headers, name) ?? '').split(',').flatMap((one) => one.trim() || [])
}
