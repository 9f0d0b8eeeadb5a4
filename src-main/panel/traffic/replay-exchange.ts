import type { Exchange } from '../../contract'
import type { Entry, Inspector } from '../../inspector'
import { say } from '../../model'
import type { HttpRequest, HttpResponse, Random } from '../../ports'
import type { PanelContext } from '../access/context'
import { unprocessable } from '../access/refusal'
import type { createWait } from './wait-for-traffic'

/** What a request carries for the connection that it came on. */
const OF_THE_CONNECTION = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'expect'])

/** Tells the replay from everything else that comes meanwhile. */
const MARK = 'X-Replay'

/** How long a replay may take to be seen, in seconds. */
const PATIENCE = 10

export interface ReplayDependencies {
  readonly inspector: Pick<Inspector, 'list'>
  readonly random: Pick<Random, 'uuid'>
  /** Where the server is asked: scheme, host and port. */
  readonly origin: () => string
  /** Sends a request to this server itself, whatever certificate it shows. */
  readonly sendToSelf: (request: HttpRequest) => Promise<HttpResponse>
}

/** Sends a request once more as it came, its secrets included, and tells how it ended this time. */
export function createReplay({
  inspector,
  random,
  origin,
  sendToSelf,
  wait
}: ReplayDependencies & { wait: ReturnType<typeof createWait> }) {
  return async (entry: Entry, context: PanelContext, signal?: AbortSignal): Promise<Exchange> => {
    const mark = random.uuid()
    const request = requestOf(entry, origin(), mark)
    const after = inspector.list(1)[0]?.id ?? 0
    await sendToSelf(request).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error)
      throw unprocessable([{ path: ['id'], message: say('replay_failed', { reason }) }])
    })
    const seen = { filter: mark, after, count: 1, timeoutSeconds: PATIENCE }
    const [again] = (await wait(seen, context, signal)).items
    if (again) return again
    throw unprocessable([{ path: ['id'], message: say('replay_lost') }])
  }
}

/** A GET changes nothing (RFC 9110 §9.2.1), so it alone can be sent again without asking. Throws the contract's refusal. */
function requestOf({ exchange, raw }: Entry, origin: string, mark: string): HttpRequest {
  const url = raw && URL.canParse(raw.target, origin) ? new URL(raw.target, origin) : undefined
  // A target may name another host (RFC 9112 §3.2.2); nobody else is asked.
  if (exchange.method !== 'GET' || url?.origin !== new URL(origin).origin)
    throw unprocessable([{ path: ['id'], message: say('replay_get') }])
  const headers: [string, string][] = []
  for (let at = 0; at + 1 < raw!.requestHeaders.length; at += 2) {
    const [name, value] = [raw!.requestHeaders[at]!, raw!.requestHeaders[at + 1]!]
    if (!OF_THE_CONNECTION.has(name.toLowerCase()) && name !== MARK) headers.push([name, value])
  }
  return { method: 'GET', url: url.href, headers: [...headers, [MARK, mark]] }
}
