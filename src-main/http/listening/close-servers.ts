import type { Server } from 'node:http'
import { Server as NetServer } from 'node:net'
import type { Listener } from './listener'

/** Milliseconds that what is in flight has to finish; a stop has ten seconds, and the data is written out after that. */
const GRACE = 8_000
/** Milliseconds until connections are looked for that are idle: a request that is on its way has time to arrive. */
const FIRST_LOOK = 50
/** Milliseconds between later looks, for what was in flight: one that comes right behind an answer would cut the next request. */
const LOOK = 500

/**
 * Stops accepting at once, tells each client with its next answer that the connection ends there, closes those that are idle, and all of them
 * when what is in flight has had its time.
 */
export async function closeServers(listeners: readonly Listener[]): Promise<void> {
  const closed = Promise.all(listeners.map(({ server }) => stopAccepting(server)))
  // What has arrived is read before that, so that nobody is taken for idle whose request lies there.
  const look = () => listeners.forEach(closeIdle)
  const firstLook = setTimeout(() => setImmediate(look), FIRST_LOOK)
  const laterLooks = setInterval(() => setImmediate(look), LOOK)
  const closeAll = setTimeout(() => listeners.forEach(cutOff), GRACE)
  try {
    await closed
  } finally {
    clearTimeout(firstLook)
    clearInterval(laterLooks)
    clearTimeout(closeAll)
    // What it keeps for its connections ends with it.
    for (const { server } of listeners) server.close()
  }
}

/** Those between two requests, and those on which nothing has come yet, not even the first byte of a TLS handshake. */
function closeIdle({ server, sockets }: Listener): void {
  server.closeIdleConnections()
  for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy()
}

function cutOff({ server, sockets }: Listener): void {
  server.closeAllConnections()
  for (const socket of sockets) socket.destroy()
}

/** As a server of sockets does: one of HTTP would cut idle connections first, also those whose next request is on its way. */
function stopAccepting(server: Server): Promise<void> {
  // RFC 9112 §9.6
  server.prependListener('request', (_request, response) => void response.setHeader('Connection', 'close'))
  return new Promise((resolve, reject) => {
    NetServer.prototype.close.call(server, (error) => (error ? reject(error) : resolve()))
  })
}
