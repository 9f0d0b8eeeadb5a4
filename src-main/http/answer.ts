import type { ServerResponse } from 'node:http'
import type { ProtocolAnswer } from '../oauth'
import { noteAnswer } from './exchange-tape'

const TEXT = Object.freeze({
  'Content-Type': 'text/plain; charset=utf-8',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff'
})

/** Sends an answer whole, with headers that were prepared; none of Express's own ways, which cost as much again. */
export function answerWith(
  response: ServerResponse,
  { status, headers, body }: ProtocolAnswer,
  more?: Readonly<Record<string, string>>
): void {
  const all = {
    ...headers,
    ...more,
    'X-Content-Type-Options': 'nosniff',
    'Content-Length': String(Buffer.byteLength(body))
  }
  response.writeHead(status, all)
  response.end(body)
  noteAnswer(response, { headers: all, body })
}

export function answerText(response: ServerResponse, status: number, text: string): void {
  answerWith(response, { status, headers: TEXT, body: `${text}\n` })
}
