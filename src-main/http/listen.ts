import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { closeServers } from './close-servers'

export interface Listening {
  /** The one port of all addresses. */
  readonly port: number
  /** Stops accepting, finishes what is in flight, and cuts off what takes longer than ten seconds. */
  close(): Promise<void>
}

export interface ListenOptions {
  readonly app: RequestListener
  /** `localhost` stands for both loopback addresses. */
  readonly host: string
  /** 0: any free one. */
  readonly port: number
  /** Names the process that holds a port, where that can be found. */
  readonly findPortHolder?: (port: number) => Promise<string | undefined>
}

/** Another process listens on the port. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError'

  constructor(
    readonly port: number,
    readonly heldBy: string | undefined,
    cause: unknown
  ) {
    super(
      `The port ${port} is taken${heldBy ? ` by ${heldBy}` : ''}. Stop what holds it, or choose another port; 0 takes a free one.`,
      { cause }
    )
  }
}

/** Tries for a port that is free on both loopback addresses. */
const FREE_PORT_TRIES = 20

/** Listens on every address of the host, on one port. Throws PortTakenError, or what Node says of an address that isn't there. */
export async function listen({ app, host, port, findPortHolder }: ListenOptions): Promise<Listening> {
  for (let tries = 1; ; tries += 1) {
    try {
      const servers = await listenOnAll(app, host, port)
      return { port: portOf(servers[0]!), close: () => closeServers(servers) }
    } catch (error) {
      if (!hasCode(error, 'EADDRINUSE')) throw error
      // Any port will do, and the one that was free on the first address was taken on the second.
      if (port === 0 && tries < FREE_PORT_TRIES) continue
      throw new PortTakenError(port, await findPortHolder?.(port), error)
    }
  }
}

async function listenOnAll(app: RequestListener, host: string, port: number): Promise<Server[]> {
  if (host !== 'localhost') return [await listenOn(app, host, port)]
  const first = await listenOn(app, '127.0.0.1', port)
  try {
    return [first, await listenOn(app, '::1', portOf(first))]
  } catch (error) {
    // A machine without IPv6.
    if (hasCode(error, 'EADDRNOTAVAIL') || hasCode(error, 'EAFNOSUPPORT')) return [first]
    await closeServers([first])
    throw error
  }
}

function listenOn(app: RequestListener, host: string, port: number): Promise<Server> {
  const server = createServer(
    {
      // Slow clients are dropped: a whole request within a minute, its head within 20 seconds.
      requestTimeout: 60_000,
      headersTimeout: 20_000,
      connectionsCheckingInterval: 5_000,
      keepAliveTimeout: 65_000,
      maxHeaderSize: 16 * 1024
    },
    app
  )
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve(server)
    })
  })
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
