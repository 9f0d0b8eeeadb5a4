import type { IncomingMessage } from 'node:http'
import { OAuthError } from '../oauth'
import { noteBody } from './exchange-tape'

/** Bytes that the body of a protocol request has at most. */
export const MAX_BODY_BYTES = 64 * 1024

export const FORM = 'application/x-www-form-urlencoded'
export const JSON_TYPE = 'application/json'

/** Bytes of a body that may carry a picture of 64 KiB in base64. */
export const MAX_BODY_BYTES_WITH_PICTURE = 128 * 1024

/** The body of a request as text, noted for the inspector. Throws as `receiveBody` does. */
export async function readBody(
  request: IncomingMessage,
  types: readonly string[],
  maxBytes?: number
): Promise<string> {
  const body = await receiveBody(request, types, maxBytes)
  noteBody(request, body)
  return body
}

/** The body of a request as text. Throws OAuthError for a content type that is none of `types`, an encoding, or too many bytes. */
export function receiveBody(
  request: IncomingMessage,
  types: readonly string[],
  maxBytes = MAX_BODY_BYTES
): Promise<string> {
  requireType(request.headers['content-type'], types)
  requireNoEncoding(request.headers['content-encoding'])
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes)
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    const onData = (chunk: Buffer) => {
      length += chunk.length
      if (length <= maxBytes) return void chunks.push(chunk)
      request.off('data', onData)
      reject(tooLarge(maxBytes))
    }
    request.on('data', onData)
    request.on('end', () =>
      resolve((chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)).toString('utf8'))
    )
    request.on('error', reject)
  })
}

/** RFC 6749 §3.2 and appendix B, RFC 7591 §3.1; parameters such as the character set are not looked at, since it is UTF-8 always. */
function requireType(contentType: string | undefined, types: readonly string[]): void {
  if (contentType !== undefined && types.includes(contentType)) return
  const semicolon = contentType?.indexOf(';') ?? -1
  const type = semicolon === -1 ? contentType : contentType?.slice(0, semicolon)
  if (type !== undefined && types.includes(type.trim().toLowerCase())) return
  throw new OAuthError(
    'invalid_request',
    'content-type-wrong',
    `The body must be sent as Content-Type: ${types.join(' or ')}; this request ${contentType ? `says ${contentType}` : 'says nothing'}.`
  )
}

function requireNoEncoding(encoding: string | undefined): void {
  if (encoding === undefined || encoding.toLowerCase() === 'identity') return
  throw new OAuthError(
    'invalid_request',
    'content-encoding-unsupported',
    'The body must be sent without a Content-Encoding.',
    { status: 415, headers: { 'Accept-Encoding': 'identity' } }
  )
}

function tooLarge(maxBytes: number): OAuthError {
  return new OAuthError(
    'invalid_request',
    'body-too-large',
    `The body has at most ${maxBytes / 1024} KiB.`,
    // The rest of the body is not read, so nothing can follow on this connection (RFC 9110 §15.5.14).
    { status: 413, headers: { Connection: 'close' } }
  )
}
