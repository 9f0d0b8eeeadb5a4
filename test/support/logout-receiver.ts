import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a client was sent at its backchannel_logout_uri. */
export interface ReceivedLogout {
  readonly method: string
  readonly contentType: string
  readonly token: string
}

export interface LogoutReceiver {
  /** Its backchannel_logout_uri. */
  readonly uri: string
  readonly received: readonly ReceivedLogout[]
  /** Answers to the next requests, in turn; the last one goes for those that follow. `silent` never answers. */
  answerWith(...answers: readonly (number | 'silent')[]): void
  /** Resolves once so many came. */
  count(wanted: number): Promise<readonly ReceivedLogout[]>
  close(): Promise<void>
}

/** A client's end of the back channel, on a free port of the loopback interface. */
export async function startLogoutReceiver(): Promise<LogoutReceiver> {
  const received: ReceivedLogout[] = []
  const waiting: (() => void)[] = []
  let answers: readonly (number | 'silent')[] = [200]

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
    const answer = answers[Math.min(received.length, answers.length - 1)]
    received.push({
      method: request.method ?? '',
      contentType: request.headers['content-type'] ?? '',
      token: form.get('logout_token') ?? ''
    })
    for (const wake of waiting.splice(0)) wake()
    if (typeof answer === 'number') response.writeHead(answer).end()
  }

  const server: Server = createServer((request, response) => {
    take(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  return {
    uri: `http://127.0.0.1:${port}/logout`,
    received,
    answerWith: (...next) => void (answers = next),
    async count(wanted) {
      while (received.length < wanted) await new Promise<void>((resolve) => void waiting.push(resolve))
      return received
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}
