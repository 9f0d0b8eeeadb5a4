import { once } from 'node:events'
import { createServer, request as requestHttp, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Upstream {
  readonly host: string
  readonly port: number
}

/** A load balancer that gives each request to the next server, and remembers nobody. */
export interface RoundRobin {
  readonly port: number
  /** How many requests each server got, in their order. */
  readonly counts: readonly number[]
  close(): Promise<void>
}

/** Listens on a free port of the loopback address; whom it asks is named later, since they have to know its address. */
export async function startRoundRobin(upstreams: () => readonly Upstream[]): Promise<RoundRobin> {
  const counts: number[] = []
  let turn = 0

  function pass(request: IncomingMessage, response: ServerResponse): void {
    const place = turn % upstreams().length
    turn += 1
    counts[place] = (counts[place] ?? 0) + 1
    const { method, url, headers } = request
    // The name that the client asked by is passed on, as servers behind a balancer need it.
    const asked = requestHttp({ ...upstreams()[place], method, path: url, headers, agent: false })
    asked.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
      answer.pipe(response)
    })
    asked.on('error', () => response.destroy())
    request.pipe(asked)
  }

  const server = createServer({ keepAlive: false }, pass).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    counts,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    }
  }
}
