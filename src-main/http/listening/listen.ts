import { constants } from 'node:crypto'
import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http'
import { createServer as createTlsServer, type ServerOptions as TlsServerOptions } from 'node:https'
import type { AddressInfo } from 'node:net'
import { Server as TlsServer } from 'node:tls'
import { closeServers } from './close-servers'
import { dropUnread } from './drop-unread'
import { createListener, type Listener } from './listener'

export interface Listening {
  /** The one port of all addresses. */
  readonly port: number
  /** Serves another certificate from the next connection on; those that are open stay as they are. */
  renew(tls: TlsMaterial): void
  /** Stops accepting, finishes what is in flight, and cuts off what takes longer than ten seconds. */
  close(): Promise<void>
}

/** Milliseconds that a client has to send what it has to say, and to take what it is told. */
export interface RequestTimes {
  /** For a whole request. */
  readonly request: number
  /** For its head. */
  readonly head: number
  /** For reading something of what waits for it. */
  readonly unread: number
  /** Between two looks for connections that took too long. */
  readonly look: number
}

/**
 * Slow clients are dropped: a whole request within a minute, the look that finds it included, its head within 20 seconds. So are those that
 * have read nothing of an answer for three: of a system's megabytes on the way to a slow reader nothing seems to leave for a good while.
 */
const REQUEST_TIMES: RequestTimes = { request: 55_000, head: 15_000, unread: 180_000, look: 5_000 }

/** A certificate with what it needs to be served, both in PEM. */
export interface TlsMaterial {
  readonly cert: string
  readonly key: string
}

export interface ListenOptions {
  readonly app: RequestListener
  /** Speaks TLS with this; none: plain HTTP. */
  readonly tls?: TlsMaterial
  readonly times?: RequestTimes
  /** `localhost` stands for both loopback addresses. */
  readonly host: string
  /** 0: any free one. */
  readonly port: number
  /** Names the process that holds a port, where that can be found. */
  readonly findPortHolder?: (port: number) => Promise<string | undefined>
  /** The other server of this product that holds a port. */
  readonly findAnotherCopy?: (port: number) => Promise<AnotherCopy | undefined>
}

/** Another server of this product, and where its panel is in a browser, if it shows one. */
export interface AnotherCopy {
  readonly panelUrl?: string
}

/** Another process listens on the port. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError'

  constructor(
    readonly port: number,
    readonly heldBy: string | undefined,
    /** Left out: it is no server of this product. */
    readonly anotherCopy: AnotherCopy | undefined,
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
export async function listen(options: ListenOptions): Promise<Listening> {
  const { host, port, findPortHolder, findAnotherCopy } = options
  const makeListener = () => {
    const listener = createListener(createServerFor(options))
    dropUnread(listener, options.times ?? REQUEST_TIMES)
    return listener
  }
  for (let tries = 1; ; tries += 1) {
    try {
      const listeners = await listenOnAll(makeListener, host, port)
      return {
        port: portOf(listeners[0]!),
        renew: (tls) => listeners.forEach(({ server }) => renewContext(server, tls)),
        close: () => closeServers(listeners)
      }
    } catch (error) {
      if (!hasCode(error, 'EADDRINUSE')) throw error
      // Any port will do, and the one that was free on the first address was taken on the second.
      if (port === 0 && tries < FREE_PORT_TRIES) continue
      const [heldBy, copy] = await Promise.all([findPortHolder?.(port), findAnotherCopy?.(port)])
      throw new PortTakenError(port, heldBy, copy, error)
    }
  }
}

async function listenOnAll(makeListener: () => Listener, host: string, port: number): Promise<Listener[]> {
  if (host !== 'localhost') return [await listenOn(makeListener(), host, port)]
  const first = await listenOn(makeListener(), '127.0.0.1', port)
  try {
    return [first, await listenOn(makeListener(), '::1', portOf(first))]
  } catch (error) {
    // A machine without IPv6.
    if (hasCode(error, 'EADDRNOTAVAIL') || hasCode(error, 'EAFNOSUPPORT')) return [first]
    await closeServers([first])
    throw error
  }
}

function createServerFor({ app, tls, times = REQUEST_TIMES }: ListenOptions): Server {
  const options: ServerOptions = {
    requestTimeout: times.request,
    headersTimeout: times.head,
    connectionsCheckingInterval: times.look,
    keepAliveTimeout: 65_000,
    maxHeaderSize: 16 * 1024
  }
  return tls ? createTlsServer({ ...options, ...tlsOptions(tls) }, app) : createServer(options, app)
}

/**
 * Every client may show a certificate, and none has to: what it is worth is decided where it counts (RFC 8705 §2). A resumed session
 * would bring the certificate without the ones between it and its authority, so there are none.
 */
function tlsOptions({ cert, key }: TlsMaterial): TlsServerOptions {
  return {
    cert,
    key,
    minVersion: 'TLSv1.2',
    requestCert: true,
    rejectUnauthorized: false,
    secureOptions: constants.SSL_OP_NO_TICKET,
    handshakeTimeout: 10_000
  }
}

function renewContext(server: Server, tls: TlsMaterial): void {
  if (server instanceof TlsServer) server.setSecureContext(tlsOptions(tls))
}

function listenOn(listener: Listener, host: string, port: number): Promise<Listener> {
  const { server } = listener
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve(listener)
    })
  })
}

function portOf({ server }: Listener): number {
  return (server.address() as AddressInfo).port
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
