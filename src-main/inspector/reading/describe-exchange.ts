import type { Exchange, ExchangeDetail } from '../../contract'
import type { Entry } from '../entry'
import { contentTypeIn, headerLines, type HeaderLines, type RawExchange } from '../raw-exchange'
import { maskAddress, maskBody, maskHeaders } from '../secrets/mask'
import { curlOf } from './curl'

export type ShownMessages = Pick<ExchangeDetail, 'request' | 'response' | 'curl' | 'ip'>

/** The request and the answer as they passed, with the secrets or with dots in their place. */
export function describeExchange(
  { exchange, raw }: { exchange: Pick<Exchange, 'method' | 'status'>; raw?: Entry['raw'] },
  { reveal, origin }: { reveal: boolean; origin: string }
): ShownMessages {
  if (!raw) return {}
  const [asked, answered] = [headerLines(raw.requestHeaders), headerLines(raw.answerHeaders)]
  const shown = reveal ? PLAIN : MASKED
  const request = {
    method: exchange.method,
    target: shown.target(raw),
    httpVersion: raw.httpVersion,
    headers: writable(shown.headers(asked)),
    body: shown.body(raw.requestBody, contentTypeIn(raw.requestHeaders))
  }
  return {
    ip: raw.ip,
    request,
    response: {
      status: exchange.status,
      headers: writable(shown.headers(answered)),
      body: shown.body(raw.answerBody, contentTypeIn(raw.answerHeaders))
    },
    curl: curlOf(request, origin)
  }
}

interface Shown {
  target(raw: RawExchange): string
  headers(lines: HeaderLines): HeaderLines
  body(body: string, contentType: string): string
}

const PLAIN: Shown = { target: ({ target }) => target, headers: (lines) => lines, body: (body) => body }
const MASKED: Shown = { target: ({ target }) => maskAddress(target), headers: maskHeaders, body: maskBody }

function writable(lines: HeaderLines): [string, string][] {
  return lines.map(([name, value]) => [name, value])
}
