import type { IncomingMessage } from 'node:http'
import { OAuthError } from '../oauth'

/** Bytes that the body of a protocol request has at most. */
export const MAX_BODY_BYTES = 64 * 1024

const FORM = 'application/x-www-form-urlencoded'

/** The body of a form request as text. Throws OAuthError for another content type, an encoding, or too many bytes. */
export function readFormBody(request: IncomingMessage): Promise<string> {
  requireForm(request.headers['content-type'])
  requireNoEncoding(request.headers['content-encoding'])
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) throw tooLarge()
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    const onData = (chunk: Buffer) => {
      length += chunk.length
      if (length <= MAX_BODY_BYTES) return void chunks.push(chunk)
      request.off('data', onData)
      reject(tooLarge())
    }
    request.on('data', onData)
    request.once('end', () =>
      resolve((chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)).toString('utf8'))
    )
    request.once('error', reject)
  })
}

/** RFC 6749 §3.2 and appendix B; parameters such as the character set are not looked at, since it is UTF-8 always. */
function requireForm(contentType: string | undefined): void {
  if (contentType === FORM) return
  const semicolon = contentType?.indexOf(';') ?? -1
  const type = semicolon === -1 ? contentType : contentType?.slice(0, semicolon)
  if (type?.trim().toLowerCase() === FORM) return
  throw new OAuthError(
    'invalid_request',
    'content-type-wrong',
    `The body must be sent as Content-Type: ${FORM}; this request ${contentType ? `says ${contentType}` : 'says nothing'}.`
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

function tooLarge(): OAuthError {
  return new OAuthError(
    'invalid_request',
    'body-too-large',
    `The body has at most ${MAX_BODY_BYTES / 1024} KiB.`,
    // The rest of the body is not read, so nothing can follow on this connection (RFC 9110 §15.5.14).
    { status: 413, headers: { Connection: 'close' } }
  )
}
