import http from 'node:http'
import https from 'node:https'
import { rootCertificates } from 'node:tls'
import type { Answered, Trusted } from '../../ports'
import { describeNetworkError } from '../outgoing/network-error'

const LONGEST_MS = 5_000
const LARGEST_BODY = 256 * 1024

/** A GET whose answer is read as text, without following redirects. */
export async function ask(address: string, trusted: Trusted): Promise<Answered> {
  const url = new URL(address)
  try {
    return await exchange(url, trusted)
  } catch (error) {
    return { kind: 'silence', reason: describeNetworkError(error, { url, timeoutMs: LONGEST_MS }) }
  }
}

function exchange(url: URL, trusted: Trusted): Promise<Answered> {
  const options = {
    agent: false,
    signal: AbortSignal.timeout(LONGEST_MS),
    ...trustOf(trusted)
  }
  return new Promise((resolve, reject) => {
    const { get } = url.protocol === 'https:' ? https : http
    const request = get(url, options, (response) => {
      textOf(response).then(
        (body) =>
          resolve({
            kind: 'answer',
            status: response.statusCode ?? 0,
            body,
            dateMs: momentOf(response.headers.date)
          }),
        reject
      )
    })
    request.on('error', reject)
  })
}

function trustOf(trusted: Trusted): https.RequestOptions {
  if (trusted === 'anybody') return { rejectUnauthorized: false }
  const { authority } = trusted
  return authority === undefined ? {} : { ca: [...rootCertificates, authority] }
}

async function textOf(response: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > LARGEST_BODY) throw new Error('The answer is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function momentOf(date: string | undefined): number | undefined {
  const ms = Date.parse(date ?? '')
  return Number.isNaN(ms) ? undefined : ms
}
