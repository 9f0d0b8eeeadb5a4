import type { ServerResponse } from 'node:http'
import type { ProtocolAnswer } from '../../oauth'
import { endTogether } from './end-together'
import { noteAnswer } from '../exchange-tape'

const TEXT = Object.freeze({
  'Content-Type': 'text/plain; charset=utf-8',
  'Cache-Control': 'no-store'
})

/** Sends an answer whole, and notes it for the inspector. */
export function answerWith(
  response: ServerResponse,
  answer: ProtocolAnswer,
  more?: Readonly<Record<string, string>>
): void {
  noteAnswer(response, { headers: sendAnswer(response, answer, more), body: answer.body })
}

type Send = (
  response: ServerResponse,
  answer: ProtocolAnswer,
  more?: Readonly<Record<string, string>>
) => readonly string[]

/**
 * Sends an answer whole, by none of Express's own ways, which cost as much again. Returns the headers as they went out, names and values in turn:
 * a list costs a fraction of an object that is put together from others.
 */
export const sendAnswer = sendingBy((response, body, encoding) => void response.end(body, encoding))

/** The same, together with the answers to all that arrived at the same moment. */
export const sendTogether = sendingBy(endTogether)

function sendingBy(end: typeof endTogether): Send {
  return (response, { status, headers, body }, more) => {
    const bytes = Buffer.byteLength(body)
    const lines = linesOf(headers, more, bytes)
    response.writeHead(status, lines)
    // As many bytes as characters: all of them are ASCII, and Node copies them without another look.
    end(response, body, bytes === body.length ? 'latin1' : 'utf8')
    return lines
  }
}

/** Sends the head of an answer and the first half of its body, then cuts the connection; an answer without a body gets as far as its head. */
export function sendHalf(
  response: ServerResponse,
  { status, headers, body }: ProtocolAnswer,
  more?: Readonly<Record<string, string>>
): readonly string[] {
  const bytes = Buffer.from(body)
  // An answer without a body promises a byte, so that whoever reads it misses something too.
  const lines = linesOf(headers, more, Math.max(bytes.length, 1))
  response.writeHead(status, lines)
  response.flushHeaders()
  response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => response.destroy())
  return lines
}

function linesOf(
  headers: ProtocolAnswer['headers'],
  more: Readonly<Record<string, string>> | undefined,
  bytes: number
): string[] {
  const lines: string[] = []
  for (const name in headers) lines.push(name, headers[name]!)
  if (more) for (const name in more) lines.push(name, more[name]!)
  lines.push('X-Content-Type-Options', 'nosniff', 'Content-Length', String(bytes))
  return lines
}

export function answerText(response: ServerResponse, status: number, text: string): void {
  answerWith(response, { status, headers: TEXT, body: `${text}\n` })
}
