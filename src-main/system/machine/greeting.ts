import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { Answered, SmtpServer } from '../../ports'

const LONGEST_MS = 5_000

/** Waits for the greeting of an SMTP server (RFC 5321 §3.1) and takes its leave. */
export function greeting({ host, port, security }: SmtpServer): Promise<Answered> {
  return new Promise((resolve) => {
    let said = ''
    const socket = open(host, port, security)
    const end = (answer: Answered) => {
      socket.end('QUIT\r\n')
      socket.destroySoon()
      resolve(answer)
    }
    socket.setTimeout(LONGEST_MS, () => end(silence(`it said nothing within ${LONGEST_MS / 1000} seconds`)))
    socket.on('error', (error: NodeJS.ErrnoException) =>
      end(silence(REASONS[error.code ?? ''] ?? error.message))
    )
    socket.on('close', () => resolve(silence('it closed the connection without a word')))
    socket.on('data', (chunk) => {
      said += chunk.toString('utf8')
      if (!said.includes('\n')) return
      const [line = ''] = said.split(/\r?\n/)
      end(
        line.startsWith('220')
          ? { kind: 'answer', status: 220, body: line, dateMs: undefined }
          : silence(line)
      )
    })
  })
}

/** Whether its certificate is trusted matters when a message is handed over; here it is only asked whether somebody is there. */
function open(host: string, port: number, security: SmtpServer['security']): Socket {
  return security === 'tls'
    ? connectTls({ host, port, servername: host, rejectUnauthorized: false })
    : connect({ host, port })
}

const silence = (reason: string): Answered => ({ kind: 'silence', reason })

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there',
  ENOTFOUND: 'no such name is known',
  EAI_AGAIN: 'its name can not be looked up now',
  EHOSTUNREACH: 'no way leads there',
  ECONNRESET: 'it closed the connection'
}
