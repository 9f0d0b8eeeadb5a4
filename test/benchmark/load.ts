import { connect, type Socket } from 'node:net'

/** The bytes of one request; a function makes them anew each time, for what may be sent only once. */
export type RequestBytes = Buffer | (() => Buffer)

export interface LoadResult {
  readonly requests: number
  readonly seconds: number
  /** Answers by status code. */
  readonly statuses: Readonly<Record<number, number>>
  /** Milliseconds, ascending. */
  readonly latencies: Float64Array
}

/**
 * Keeps `connections` keep-alive connections busy for `milliseconds`, each with one request in flight. It writes prepared
 * bytes and reads only status and length, so that the load costs far less than the server.
 */
export async function applyLoad(options: {
  port: number
  request: RequestBytes
  connections: number
  milliseconds: number
}): Promise<LoadResult> {
  const statuses: Record<number, number> = {}
  const latencies: number[] = []
  const started = performance.now()
  const until = started + options.milliseconds
  await Promise.all(
    Array.from({ length: options.connections }, () => keepBusy(options, until, statuses, latencies))
  )
  return {
    requests: latencies.length,
    seconds: (performance.now() - started) / 1000,
    statuses,
    latencies: Float64Array.from(latencies).sort()
  }
}

function keepBusy(
  { port, request }: { port: number; request: RequestBytes },
  until: number,
  statuses: Record<number, number>,
  latencies: number[]
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true })
    let sentAt = 0
    const send = () => {
      sentAt = performance.now()
      socket.write(typeof request === 'function' ? request() : request)
    }
    readAnswers(socket, (status) => {
      const now = performance.now()
      latencies.push(now - sentAt)
      statuses[status] = (statuses[status] ?? 0) + 1
      if (now < until) send()
      else socket.end()
    })
    socket.once('connect', send)
    socket.once('close', () => resolve())
    socket.once('error', reject)
  })
}

/** Calls back with the status of every whole answer; knows Content-Length and chunked bodies. */
function readAnswers(socket: Socket, onAnswer: (status: number) => void): void {
  let pending: Buffer = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    pending = pending.length ? Buffer.concat([pending, chunk]) : chunk
    for (;;) {
      const end = endOfAnswer(pending)
      if (end < 0) return
      const status = Number(pending.toString('latin1', 9, 12))
      pending = pending.subarray(end)
      onAnswer(status)
    }
  })
}

function endOfAnswer(bytes: Buffer): number {
  const headersEnd = bytes.indexOf('\r\n\r\n')
  if (headersEnd < 0) return -1
  const headers = bytes.toString('latin1', 0, headersEnd)
  const length = /\r\ncontent-length: *(\d+)/i.exec(headers)
  const bodyStart = headersEnd + 4
  if (length) return bytes.length >= bodyStart + Number(length[1]) ? bodyStart + Number(length[1]) : -1
  const lastChunk = bytes.indexOf('\r\n0\r\n\r\n', headersEnd)
  return lastChunk < 0 ? -1 : lastChunk + 7
}
