import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

export interface Delivered {
  readonly from: string
  readonly to: readonly string[]
  /** The whole message as it came, headers and all. */
  readonly raw: string
  /** Whether the connection was encrypted, and who had signed in. */
  readonly secure: boolean
  readonly user: string | undefined
}

export interface SmtpOptions {
  /** TLS from the first byte. */
  readonly tls?: boolean
  /** Without STARTTLS among its offers. */
  readonly noStartTls?: boolean
  /** Who must sign in; nobody has to, where it is left out. */
  readonly account?: { readonly user: string; readonly password: string }
  /** What a recipient is refused with: the code and the words; none: it is accepted. */
  readonly refuse?: (to: string) => { readonly code: number; readonly words: string } | undefined
  /** What it waits for before it accepts a message that came. */
  readonly hold?: () => Promise<void>
  readonly port?: number
}

export interface TestSmtp {
  readonly port: number
  readonly delivered: readonly Delivered[]
  /** Resolves once so many messages came. */
  arrived(count: number): Promise<readonly Delivered[]>
  close(): Promise<void>
}

/** A real SMTP server on loopback; its certificate is its own. */
export async function startSmtp(options: SmtpOptions = {}): Promise<TestSmtp> {
  const delivered: Delivered[] = []
  const waiting = new Set<() => void>()
  const server = new SMTPServer({
    ...handlersOf(options, (one) => {
      delivered.push(one)
      for (const look of waiting) look()
    }),
    secure: options.tls ?? false,
    authOptional: !options.account,
    allowInsecureAuth: true,
    disabledCommands: [...(options.noStartTls ? ['STARTTLS'] : []), ...(options.account ? [] : ['AUTH'])],
    disableReverseLookup: true,
    closeTimeout: 100,
    logger: false
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  return {
    port: (server.server.address() as AddressInfo).port,
    delivered,
    arrived: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (delivered.length < count) return
          waiting.delete(look)
          resolve(delivered)
        }
        waiting.add(look)
        look()
      }),
    close: () => new Promise((resolve) => server.close(resolve))
  }
}

function handlersOf(
  { account, refuse, hold }: SmtpOptions,
  take: (one: Delivered) => void
): SMTPServerOptions {
  return {
    onAuth({ username, password }, _session, done) {
      const isRight = username === account?.user && password === account?.password
      done(
        isRight ? null : refusal(535, 'The mailbox knows you not'),
        isRight ? { user: username } : undefined
      )
    },
    onRcptTo({ address }, _session, done) {
      const refused = refuse?.(address)
      done(refused ? refusal(refused.code, refused.words) : null)
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => void chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        take({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString('utf8'),
          secure: session.secure,
          user: session.user as string | undefined
        })
        void Promise.resolve(hold?.()).then(() => done(null))
      })
    }
  }
}

function refusal(responseCode: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode })
}
