import type { IncomingMessage, ServerResponse } from 'node:http'
import type { RawExchange } from '../inspector'
import type { ProtocolAnswer } from '../oauth'
import { clientAddress } from './listening/trusted-proxies'

/** Characters of a body that are kept. */
const KEPT_CHARACTERS = 32 * 1024

// What passed, beside the request and the answer that it belongs to; it goes with them.
const bodies = new WeakMap<IncomingMessage, string>()
const answers = new WeakMap<ServerResponse, Pick<ProtocolAnswer, 'headers' | 'body'>>()

export function noteBody(request: IncomingMessage, body: string): void {
  bodies.set(request, body)
}

export function noteAnswer(response: ServerResponse, answer: Pick<ProtocolAnswer, 'headers' | 'body'>): void {
  answers.set(response, answer)
}

/** An exchange as it passed, for the inspector; called once it is answered. */
export function rawExchangeOf(request: IncomingMessage, response: ServerResponse, sub?: string): RawExchange {
  const answer = answers.get(response)
  return {
    httpVersion: request.httpVersion,
    target: request.url ?? '',
    ip: clientAddress(request),
    requestHeaders: request.rawHeaders,
    requestBody: keptBody(bodies.get(request) ?? ''),
    answerHeaders: answerHeadersOf(response, answer?.headers),
    answerBody: keptBody(answer?.body ?? ''),
    ...(sub !== undefined && { sub })
  }
}

/** Headers that were set one by one are known to the response, together with those that were sent at the end. */
function answerHeadersOf(
  response: ServerResponse,
  sent: ProtocolAnswer['headers'] = {}
): RawExchange['answerHeaders'] {
  const all = response.getHeaders()
  const known = new Set(Object.keys(sent).map((name) => name.toLowerCase()))
  const before = Object.entries(all).filter(([name]) => !known.has(name))
  return before.length === 0 ? sent : { ...Object.fromEntries(before), ...sent }
}

/** What is kept of a body. A part of a long text holds on to the whole, so it is copied. */
export function keptBody(text: string): string {
  return text.length <= KEPT_CHARACTERS ? text : Buffer.from(text.slice(0, KEPT_CHARACTERS)).toString()
}
