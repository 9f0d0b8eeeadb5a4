import http from 'node:http'
import https from 'node:https'
import type { HttpRequest, HttpResponse, HttpSender } from '../../ports'
import { describeNetworkError } from './network-error'

const LARGEST_BODY = 1024 * 1024
const LONGEST_MS = 30_000

/**
 * Sends requests with the headers as they are given, in spelling and order. What HTTP/1.1 can't do without and was left out is
 * added after them: Host, Content-Length, Connection (RFC 9112 §3.2, §6).
 */
export function createHttpSender({ timeoutMs = LONGEST_MS }: { timeoutMs?: number } = {}): HttpSender {
  return {
    async send(request) {
      const url = parseUrl(request.url)
      const startedAt = performance.now()
      try {
        const response = await exchange(url, request, AbortSignal.timeout(timeoutMs))
        return { ...response, durationMs: performance.now() - startedAt }
      } catch (error) {
        throw new Error(describeNetworkError(error, { url, timeoutMs }), { cause: error })
      }
    }
  }
}

function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw new Error(`${text} is not an address: it must be an absolute http or https URL`)
  return url
}

function exchange(
  url: URL,
  request: HttpRequest,
  signal: AbortSignal
): Promise<Omit<HttpResponse, 'durationMs'>> {
  const { request: open } = url.protocol === 'https:' ? https : http
  return new Promise((resolve, reject) => {
    const outgoing = open(
      url,
      { method: request.method, headers: rawHeaders(url, request), agent: false, signal, ...tlsOf(request) },
      (incoming) => {
        readBody(incoming).then(
          (body) =>
            resolve({
              status: incoming.statusCode ?? 0,
              statusText: incoming.statusMessage ?? '',
              headers: pairs(incoming.rawHeaders),
              body
            }),
          reject
        )
      }
    )
    outgoing.on('error', reject)
    outgoing.end(request.body)
  })
}

/** A certificate that is trusted itself ends the chain, and stands for whatever name the server was asked by. */
function tlsOf({ tls }: HttpRequest): https.RequestOptions {
  return {
    ...tls?.certificate,
    ...(tls?.trusted !== undefined && {
      ca: tls.trusted,
      allowPartialTrustChain: true,
      checkServerIdentity: () => undefined
    })
  }
}

/** The headers as one flat list, which Node sends as it stands. */
function rawHeaders(url: URL, { headers, body }: HttpRequest): string[] {
  const given = new Set(headers.map(([name]) => name.toLowerCase()))
  const needed: (readonly [string, string])[] = []
  if (!given.has('host')) needed.push(['Host', url.host])
  if (body !== undefined && !given.has('content-length') && !given.has('transfer-encoding'))
    needed.push(['Content-Length', String(Buffer.byteLength(body))])
  return [...headers, ...needed].flat()
}

async function readBody(incoming: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > LARGEST_BODY) throw new Error(`The answer is larger than ${LARGEST_BODY / 1024} KiB`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function pairs(flat: readonly string[]): [string, string][] {
  return Array.from({ length: flat.length / 2 }, (_, index) => [flat[index * 2]!, flat[index * 2 + 1]!])
}
