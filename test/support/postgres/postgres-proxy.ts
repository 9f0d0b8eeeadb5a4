import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A way to a database that can be cut, as by a network. */
export interface DatabaseProxy {
  /** The database's address by this way. */
  readonly url: string
  /** Breaks what is connected and refuses what comes. */
  cut(): void
  /** Takes in everything and passes nothing on, as a host that vanished does. */
  hang(): void
  /** Does so as soon as the database is sent this text, which it does not get. */
  hangAt(text: string): void
  /** Does so with the connections that were sent this text, as a network that forgot them; all others stay open. */
  silence(text: string): void
  /** Lets everything arrive so much later, in both directions. */
  delay(milliseconds: number): void
  mend(): void
  close(): Promise<void>
}

/** Opens a way to the database at an address. */
export async function openProxy(address: string): Promise<DatabaseProxy> {
  const target = new URL(address)
  const sockets = new Set<Socket>()
  let state: 'open' | 'cut' | 'hanging' = 'open'
  let last: string | undefined
  let delayMs = 0
  const connections = new Set<{ said: string; isSilent: boolean }>()

  const server = createServer({ allowHalfOpen: true }, (incoming) => {
    if (state === 'cut') return void incoming.destroy()
    // A host that vanished doesn't answer an end either.
    incoming.on('end', () => void (state !== 'hanging' && incoming.end()))
    const outgoing = connect(Number(target.port), target.hostname)
    const connection = { said: '', isSilent: false }
    connections.add(connection)
    incoming.on('close', () => connections.delete(connection))
    for (const [from, to] of [
      [incoming, outgoing],
      [outgoing, incoming]
    ] as const) {
      sockets.add(from)
      from.on('data', (bytes) => {
        if (from === incoming && last !== undefined && bytes.includes(last)) state = 'hanging'
        if (from === incoming) connection.said += bytes.toString('latin1')
        if (state !== 'open' || connection.isSilent) return
        if (delayMs > 0) setTimeout(() => to.write(bytes), delayMs)
        else to.write(bytes)
      })
      from.on('error', () => to.destroy())
      from.on('close', () => {
        sockets.delete(from)
        to.destroy()
      })
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = new URL(address)
  url.port = String((server.address() as AddressInfo).port)

  function breakAll(): void {
    for (const socket of sockets) socket.destroy()
  }

  return {
    url: url.href,
    cut() {
      state = 'cut'
      breakAll()
    },
    hang() {
      state = 'hanging'
    },
    hangAt(text) {
      last = text
    },
    silence(text) {
      for (const connection of connections) connection.isSilent ||= connection.said.includes(text)
    },
    delay(milliseconds) {
      delayMs = milliseconds
    },
    mend() {
      // What was swallowed meanwhile is lost: those connections can't go on.
      if (state === 'hanging') breakAll()
      last = undefined
      delayMs = 0
      state = 'open'
    },
    async close() {
      breakAll()
      server.close()
      await once(server, 'close')
    }
  }
}
