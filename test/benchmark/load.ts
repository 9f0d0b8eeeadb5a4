import { connect } from 'node:net'
import { readAnswers, statusOf } from './answers'
import { openConnection, type Connection } from './connection'

/** The bytes of one request; a function makes them anew each time, for what may be sent only once. */
export type RequestBytes = Buffer | (() => Buffer)

/** What each connection does over and over: one request, or several that rest on each other. */
export type Load =
  | { readonly request: RequestBytes }
  /** Made ready for each connection, in time that isn't measured; one call is one flow. */
  | { readonly flow: (connection: Connection) => Promise<() => Promise<unknown>> }

export interface LoadResult {
  /** Requests, or flows. */
  readonly requests: number
  readonly seconds: number
  /** Milliseconds, ascending. */
  readonly latencies: Float64Array
}

/** Connections that stand ready. */
export interface ReadyLoad {
  /** Keeps them busy. Throws when an answer isn't what it should be. */
  run(milliseconds: number): Promise<LoadResult>
  close(): void
}

/** Makes `connections` keep-alive connections ready, each with one request in flight. */
export async function prepareLoad(options: {
  port: number
  load: Load
  connections: number
}): Promise<ReadyLoad> {
  const { port, load, connections } = options
  if ('request' in load) {
    const { request } = load
    return {
      run: (ms) => measured(connections, ms, (until, note) => keepBusy({ port, request }, until, note)),
      close: () => undefined
    }
  }
  const open = Array.from({ length: connections }, () => openConnection(port))
  const steps = await Promise.all(open.map((one) => load.flow(one)))
  return {
    run: (ms) => measured(connections, ms, (until, note, index) => repeat(steps[index]!, until, note)),
    close: () => open.forEach((one) => one.close())
  }
}

type Note = (latency: number) => void

async function measured(
  connections: number,
  milliseconds: number,
  drive: (until: number, note: Note, index: number) => Promise<void>
): Promise<LoadResult> {
  const latencies: number[] = []
  const started = performance.now()
  await Promise.all(
    Array.from({ length: connections }, (_, index) =>
      drive(started + milliseconds, (latency) => latencies.push(latency), index)
    )
  )
  return {
    requests: latencies.length,
    seconds: (performance.now() - started) / 1000,
    latencies: Float64Array.from(latencies).sort()
  }
}

async function repeat(step: () => Promise<unknown>, until: number, note: Note): Promise<void> {
  for (let now = performance.now(); now < until;) {
    await step()
    const after = performance.now()
    note(after - now)
    now = after
  }
}

/** It writes prepared bytes and reads only status and length, so that the load costs far less than the server. */
function keepBusy(
  { port, request }: { port: number; request: RequestBytes },
  until: number,
  note: Note
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true })
    let sentAt = 0
    const send = () => {
      sentAt = performance.now()
      socket.write(typeof request === 'function' ? request() : request)
    }
    readAnswers(socket, (answer) => {
      if (statusOf(answer) !== 200) return socket.destroy(new Error(answer.toString('utf8')))
      const now = performance.now()
      note(now - sentAt)
      if (now < until) send()
      else socket.end()
    })
    socket.once('connect', send)
    socket.once('close', () => resolve())
    socket.once('error', reject)
  })
}
