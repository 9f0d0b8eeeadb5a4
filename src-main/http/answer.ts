import type { ServerResponse } from 'node:http'
import type { ProtocolAnswer } from '../oauth'
import { noteAnswer } from './exchange-tape'

const TEXT = Object.freeze({
  'Content-Type': 'text/plain; charset=utf-8',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff'
})

/** Sends an answer whole, and notes it for the inspector. */
export function answerWith(
  response: ServerResponse,
  answer: ProtocolAnswer,
  more?: Readonly<Record<string, string>>
): void {
  noteAnswer(response, { headers: sendAnswer(response, answer, more), body: answer.body })
}

/**
 * Sends an answer whole, with headers that were prepared; none of Express's own ways, which cost as much again.
 * Returns the headers as they went out.
 */
export function sendAnswer(
  response: ServerResponse,
  { status, headers, body }: ProtocolAnswer,
  more?: Readonly<Record<string, string>>
): Readonly<Record<string, string>> {
  const bytes = Buffer.byteLength(body)
  const all = {
    ...headers,
    ...more,
    'X-Content-Type-Options': 'nosniff',
    'Content-Length': String(bytes)
  }
  response.writeHead(status, all)
  // As many bytes as characters: all of them are ASCII, and Node copies them without another look.
  response.end(body, bytes === body.length ? 'latin1' : 'utf8')
  return all
}

export function answerText(response: ServerResponse, status: number, text: string): void {
  answerWith(response, { status, headers: TEXT, body: `${text}\n` })
}
