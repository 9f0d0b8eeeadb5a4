import type { Socket } from 'node:net'
import type { Listener } from './listener'

/**
 * Drops each client that doesn't read: what was written to it has waited here for so long, and not a byte of it has left. A connection on
 * which nothing waits, such as a stream of events that is read, is left alone, however quiet it is. Costs a request nothing.
 */
export function dropUnread({ server, sockets }: Listener, times: { unread: number; look: number }): void {
  const mostLooks = Math.ceil(times.unread / times.look)
  let stuck = new Map<Socket, { readonly waiting: number; readonly looks: number }>()

  function look(): void {
    const before = stuck
    stuck = new Map()
    for (const socket of sockets) {
      const waiting = waitingBytes(socket)
      if (waiting === 0) continue
      const known = before.get(socket)
      // A connection hands on its next piece when the one before has left, so that more to write doesn't look like movement.
      const looks = known?.waiting === waiting ? known.looks + 1 : 0
      if (looks < mostLooks) stuck.set(socket, { waiting, looks })
      else socket.destroy()
    }
  }

  server.once('listening', () => {
    const timer = setInterval(look, times.look)
    timer.unref()
    server.once('close', () => clearInterval(timer))
  })
}

/** Bytes that the system hasn't taken yet. Node goes by the same number for its own timeouts and has no other name for it. */
function waitingBytes(socket: Socket): number {
  const { _handle: handle } = socket as Socket & { _handle?: { writeQueueSize?: number } | null }
  return handle?.writeQueueSize ?? 0
}
