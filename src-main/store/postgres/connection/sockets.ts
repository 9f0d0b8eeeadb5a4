import { Socket } from 'node:net'

/** What the connections of a store run over, so that they can be ended without an answer of the database. */
export interface Sockets {
  /** A socket for a new connection, as the driver asks for it. */
  make(): Socket
  /** Breaks all of them, and each that is made from now on: whatever waits for an answer is refused at once. */
  destroy(): void
}

export function createSockets(): Sockets {
  const open = new Set<Socket>()
  let isOver = false

  return {
    make() {
      const socket = new Socket()
      open.add(socket)
      socket.once('close', () => void open.delete(socket))
      // The driver has yet to listen to it.
      if (isOver) setImmediate(() => socket.destroy())
      return socket
    },
    destroy() {
      isOver = true
      for (const socket of open) socket.destroy()
    }
  }
}
