import type { IncomingMessage, ServerResponse } from 'node:http'
import type { RawExchange } from '../inspector'
import { clientAddress } from './listening/trusted-proxies'

/** Characters of a body that are kept. */
const KEPT_CHARACTERS = 32 * 1024

// What passed, beside the request and the answer that it belongs to; it goes with them.
const bodies = new WeakMap<IncomingMessage, string>()
const answers = new WeakMap<ServerResponse, NotedAnswer>()

/** An answer as it was sent: names and values of its headers in turn. */
export interface NotedAnswer {
  readonly headers: readonly string[]
  readonly body: string
}

export function noteBody(request: IncomingMessage, body: string): void {
  bodies.set(request, body)
}

export function noteAnswer(response: ServerResponse, answer: NotedAnswer): void {
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
    sub
  }
}

/** Headers that were set one by one are known to the response, together with those that were sent at the end. */
function answerHeadersOf(response: ServerResponse, sent: readonly string[] = []): readonly string[] {
  const known = new Set(sent.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase()))
  const before = Object.entries(response.getHeaders()).filter(([name]) => !known.has(name))
  return [...before.flatMap(([name, value]) => [value].flat().flatMap((one) => [name, String(one)])), ...sent]
}

/** What is kept of a body. A part of a long text holds on to the whole, so it is copied. */
export function keptBody(text: string): string {
  return text.length <= KEPT_CHARACTERS ? text : Buffer.from(text.slice(0, KEPT_CHARACTERS)).toString()
}
