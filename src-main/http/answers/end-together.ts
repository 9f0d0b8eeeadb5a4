import type { ServerResponse } from 'node:http'

interface Ending {
  readonly response: ServerResponse
  readonly body: string
  readonly encoding: BufferEncoding
}

/** So many answers leave at once, that the first of them waits for no crowd. */
const AT_ONCE = 32

let waiting: Ending[] = []

/**
 * Ends an answer together with those of all requests that arrived with it, after the last of them was answered. Whoever asks on the same machine
 * sleeps meanwhile: to be woken for each answer costs as much as to make one, and they come back together too. For what waits for
 * the disk this happens by itself.
 */
export function endTogether(response: ServerResponse, body: string, encoding: BufferEncoding): void {
  if (waiting.length === 0) setImmediate(endAll)
  waiting.push({ response, body, encoding })
  if (waiting.length === AT_ONCE) endAll()
}

function endAll(): void {
  const endings = waiting
  waiting = []
  for (const { response, body, encoding } of endings) response.end(body, encoding)
}
