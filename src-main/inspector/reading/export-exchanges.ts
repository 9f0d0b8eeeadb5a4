import type { Exchange } from '../../contract'
import type { ShownMessages } from './describe-exchange'

export interface ExportedExchange extends ShownMessages {
  readonly exchange: Exchange
}

interface ExportedFile {
  readonly filename: string
  readonly type: string
  readonly text: string
}

/** One exchange a line, oldest first. */
export function asNdjson(exchanges: readonly ExportedExchange[]): ExportedFile {
  const lines = exchanges.map(({ exchange, request, response, ip }) =>
    JSON.stringify({ ...exchange, at: new Date(exchange.at).toISOString(), ip, request, response })
  )
  return {
    filename: 'traffic.ndjson',
    type: 'application/x-ndjson',
    text: lines.map((line) => `${line}\n`).join('')
  }
}

/** HTTP Archive 1.2, which browsers and most tools open. */
export function asHar(
  exchanges: readonly ExportedExchange[],
  from: { origin: string; name: string; version: string }
): ExportedFile {
  const entries = exchanges.flatMap((one) => harEntry(one, from.origin) ?? [])
  const log = { version: '1.2', creator: { name: from.name, version: from.version }, entries }
  return { filename: 'traffic.har', type: 'application/json', text: JSON.stringify({ log }, undefined, 2) }
}

function harEntry({ exchange, request, response, ip }: ExportedExchange, origin: string): object | undefined {
  if (!request || !response) return undefined
  const url = `${origin}${request.target}`
  return {
    startedDateTime: new Date(exchange.at).toISOString(),
    time: exchange.durationMs,
    ...(ip !== undefined && { _clientIPAddress: ip }),
    request: {
      method: request.method,
      url,
      httpVersion: `HTTP/${request.httpVersion}`,
      cookies: [],
      headers: namedValues(request.headers),
      queryString: URL.canParse(url) ? namedValues([...new URL(url).searchParams]) : [],
      headersSize: -1,
      bodySize: Buffer.byteLength(request.body),
      ...(request.body !== '' && {
        postData: { mimeType: typeOf(request.headers), params: [], text: request.body }
      })
    },
    response: {
      status: response.status,
      statusText: '',
      httpVersion: `HTTP/${request.httpVersion}`,
      cookies: [],
      headers: namedValues(response.headers),
      content: {
        size: Buffer.byteLength(response.body),
        mimeType: typeOf(response.headers),
        text: response.body
      },
      redirectURL: response.headers.find(([name]) => name.toLowerCase() === 'location')?.[1] ?? '',
      headersSize: -1,
      bodySize: Buffer.byteLength(response.body)
    },
    cache: {},
    timings: { send: 0, wait: exchange.durationMs, receive: 0 },
    comment: [exchange.client_id, exchange.user, exchange.reason]
      .filter((one) => one !== undefined)
      .join(' · ')
  }
}

const namedValues = (pairs: readonly (readonly [string, string])[]) =>
  pairs.map(([name, value]) => ({ name, value }))

function typeOf(headers: readonly (readonly [string, string])[]): string {
  return headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
}
