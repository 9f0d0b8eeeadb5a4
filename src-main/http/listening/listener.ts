import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/** A server that listens, with what is connected to it: HTTP doesn't know a connection before its TLS handshake is done. */
export interface Listener {
  readonly server: Server
  readonly sockets: ReadonlySet<Socket>
}

export function createListener(server: Server): Listener {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => void sockets.delete(socket))
  })
  return { server, sockets }
}
