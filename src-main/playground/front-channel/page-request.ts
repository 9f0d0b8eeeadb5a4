import type { RawRequest } from '../../contract'

/** Methods and headers for which nobody is asked beforehand (Fetch standard §2.2.1, §2.2.2). */
const SIMPLE_METHODS = ['GET', 'HEAD', 'POST']
const SIMPLE_TYPES = ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain']
const SIMPLE_HEADERS = ['accept', 'accept-language', 'content-language']
/** Characters that a value of one of those headers has at most. */
const LONGEST_VALUE = 128
/** Bytes that no value of theirs holds (§2.2.2, CORS-unsafe request-header byte). */
const UNSAFE_BYTES = /["():<>?@[\\\]{}\u007f]/
/** What a browser writes itself, whatever the page says. */
const OF_THE_BROWSER = /^(origin|sec-|host$|content-length$|connection$)/

/** A request as a browser would send it for a page of `origin` (Fetch standard §3.2.1). */
export function asPage(request: RawRequest, origin: string): RawRequest {
  return { ...request, headers: [...request.headers, ...browserHeaders(request.url, origin)] }
}

/** Where such a request needs one, the question that comes before it (§4.8). */
export function preflightOf(request: RawRequest): RawRequest | undefined {
  const names = unsafeHeaderNames(request.headers)
  if (SIMPLE_METHODS.includes(request.method) && names.length === 0) return undefined
  const own = request.headers.filter(([name]) => OF_THE_BROWSER.test(name.toLowerCase()))
  return {
    method: 'OPTIONS',
    url: request.url,
    headers: [
      ['Accept', '*/*'],
      ['Access-Control-Request-Method', request.method],
      ...(names.length ? [['Access-Control-Request-Headers', names.join(',')] as [string, string]] : []),
      ...own
    ],
    body: '',
    parameters: []
  }
}

/** Names of headers that a page may send only where it was allowed to, in lower case and in order (§2.2.2). */
export function unsafeHeaderNames(headers: RawRequest['headers']): string[] {
  const names = headers
    .filter(([name, value]) => !isSimple(name.toLowerCase(), value))
    .map(([name]) => name.toLowerCase())
  return [...new Set(names)].sort()
}

export const isSimpleMethod = (method: string): boolean => SIMPLE_METHODS.includes(method)

function isSimple(name: string, value: string): boolean {
  if (OF_THE_BROWSER.test(name)) return true
  if (value.length > LONGEST_VALUE || UNSAFE_BYTES.test(value)) return false
  if (name === 'content-type') return SIMPLE_TYPES.includes(value.split(';')[0]?.trim().toLowerCase() ?? '')
  return SIMPLE_HEADERS.includes(name)
}

function browserHeaders(url: string, origin: string): [string, string][] {
  const isSame = new URL(url).origin === origin
  return [
    ['Origin', origin],
    ['Sec-Fetch-Site', isSame ? 'same-origin' : 'cross-site'],
    ['Sec-Fetch-Mode', 'cors'],
    ['Sec-Fetch-Dest', 'empty']
  ]
}
