import type { Request } from 'express'

const LARGEST_BODY = 1024 * 1024
/** Deeper nesting than any record has, and far from what exhausts a stack. */
const DEEPEST = 64

/** Why a body was refused, with the status that says so. */
export class BodyRefused extends Error {
  override readonly name = 'BodyRefused'

  constructor(
    readonly status: 400 | 413 | 415,
    readonly code: 'BAD_REQUEST' | 'PAYLOAD_TOO_LARGE' | 'UNSUPPORTED_MEDIA_TYPE',
    message: string
  ) {
    super(message)
  }
}

/** The JSON of a request, bounded in size and depth; undefined where there is no body. Throws BodyRefused. */
export async function readJsonBody(request: Request): Promise<unknown> {
  if (!hasBody(request)) return undefined
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase()
  // Forms and plain text are what another page can send without asking first; they are refused before they are read.
  if (type !== 'application/json' || request.headers['content-disposition'] !== undefined)
    throw new BodyRefused(415, 'UNSUPPORTED_MEDIA_TYPE', 'The body must be application/json')
  const text = await readText(request)
  if (text.trim() === '') return undefined
  if (depthOf(text) > DEEPEST)
    throw new BodyRefused(400, 'BAD_REQUEST', `The JSON is nested deeper than ${DEEPEST} levels`)
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new BodyRefused(400, 'BAD_REQUEST', 'The body is not valid JSON')
  }
}

function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

async function readText(request: Request): Promise<string> {
  const tooLarge = () =>
    new BodyRefused(413, 'PAYLOAD_TOO_LARGE', `The body is larger than ${LARGEST_BODY / 1024} KiB`)
  if (Number(request.headers['content-length'] ?? 0) > LARGEST_BODY) throw tooLarge()
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > LARGEST_BODY) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** How deep a JSON text is nested, found without following it by recursion. */
function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"?|[[\]{}]/gs)) {
    if (token === '[' || token === '{') deepest = Math.max(deepest, (depth += 1))
    else if (token === ']' || token === '}') depth -= 1
  }
  return deepest
}
