import { connect } from 'node:net'
import { readAnswers, statusOf } from './answers'

export interface Reply {
  readonly status: number
  readonly head: string
  readonly body: string
}

/** One keep-alive connection with one request in flight. */
export interface Connection {
  ask(request: Buffer): Promise<Reply>
  close(): void
}

/** Connects to a port of this machine. */
export function openConnection(port: number): Connection {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true })
  let waiting: { resolve(reply: Reply): void; reject(reason: unknown): void } | undefined
  readAnswers(socket, (answer) => waiting?.resolve(replyOf(answer)))
  socket.on('error', (error) => waiting?.reject(error))
  socket.on('close', () => waiting?.reject(new Error('The server closed the connection')))
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        socket.write(request)
      }),
    close: () => socket.destroy()
  }
}

function replyOf(answer: Buffer): Reply {
  const text = answer.toString('utf8')
  const end = text.indexOf('\r\n\r\n')
  return { status: statusOf(answer), head: text.slice(0, end), body: text.slice(end + 4) }
}
