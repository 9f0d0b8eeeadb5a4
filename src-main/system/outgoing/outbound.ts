import type { IncomingMessage } from 'node:http'
import { OutboundError, type Log, type Outbound } from '../../ports'
import { sendGuarded, type GuardedRequest } from './guarded-request'
import { describeNetworkError } from './network-error'

const TIMEOUT_MS = 5_000
const MAX_BYTES = 64 * 1024

/**
 * All that is told to who made the server ask. What was found on the way, which may be a network that nobody outside is to know
 * of, stands in the log alone: whether a host exists, whether a port is open, what answers there.
 */
const TOLD =
  'it could not be had, and the log of this server says why; expected is an http or https address that this server may ask (see outbound.private_addresses), answering 200 without a redirect, within 5 seconds and 64 KiB'

export interface OutboundOptions {
  readonly log?: Pick<Log, 'warn'>
  readonly timeoutMs?: number
}

/** Guarded requests to addresses that clients registered. */
export function createOutbound({ log, timeoutMs = TIMEOUT_MS }: OutboundOptions = {}): Outbound {
  async function guarded<T>(
    address: string,
    request: Omit<GuardedRequest, 'url' | 'signal'>,
    read: (response: IncomingMessage) => Promise<T>
  ): Promise<T> {
    const url = URL.canParse(address) ? new URL(address) : undefined
    const signal = AbortSignal.timeout(timeoutMs)
    try {
      if (!url) throw new Error('it is no absolute URL')
      return await read(await sendGuarded({ ...request, url, signal }))
    } catch (caught) {
      // In the middle of a body, Node tells of a connection that was reset.
      const error: unknown = signal.aborted ? signal.reason : caught
      const reason =
        url && isOfNode(error) ? describeNetworkError(error, { url, timeoutMs }) : messageOf(error)
      log?.warn('A request to an address of a client failed', {
        method: request.method,
        url: address,
        reason
      })
      throw new OutboundError(TOLD, { cause: error })
    }
  }

  return {
    fetchText: (url, { accept, allowPrivateAddresses }) =>
      guarded(url, { method: 'GET', headers: { Accept: accept }, allowPrivateAddresses }, readText),
    postForm: (url, form, { allowPrivateAddresses }) =>
      guarded(
        url,
        {
          method: 'POST',
          headers: {
            'Content-Type': 'application/x-www-form-urlencoded',
            'Content-Length': String(Buffer.byteLength(form))
          },
          body: form,
          allowPrivateAddresses
        },
        readStatus
      )
  }
}

async function readStatus(response: IncomingMessage): Promise<number> {
  response.destroy()
  return response.statusCode ?? 0
}

async function readText(response: IncomingMessage): Promise<string> {
  if (response.statusCode !== 200) {
    response.destroy()
    throw new Error(`the answer is ${response.statusCode} instead of 200; redirects are not followed`)
  }
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length
    // Leaving the loop closes the connection.
    if (length > MAX_BYTES) throw new Error(`the document has more than ${MAX_BYTES / 1024} KiB`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Whether Node says it, whose words need explaining; ours don't. */
function isOfNode(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return 'code' in error || error.name === 'AbortError' || error instanceof AggregateError
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
