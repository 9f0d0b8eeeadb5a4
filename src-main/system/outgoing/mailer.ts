import type { Transporter } from 'nodemailer'
import { MailError, type Mail, type Mailer, type SmtpServer } from '../../ports'

const LIMIT_MS = 10_000
/** RFC 3834 §5: no holiday notice need answer it. */
const AUTOMATIC = { 'Auto-Submitted': 'auto-generated' }

/**
 * Hands messages to an SMTP server with nodemailer, which is loaded with the first one. The server's certificate is checked, but on
 * loopback, where nobody can stand between and the usual mail catchers sign their own.
 */
export function createMailer(): Mailer {
  return {
    async send(server, mail) {
      const { createTransport } = await import('nodemailer')
      const transport = createTransport({
        host: server.host,
        port: server.port,
        secure: server.security === 'tls',
        ignoreTLS: server.security === 'none',
        tls: { rejectUnauthorized: !isLoopback(server.host) },
        ...(server.user === null ? {} : { auth: { user: server.user, pass: server.password ?? '' } }),
        connectionTimeout: LIMIT_MS,
        greetingTimeout: LIMIT_MS,
        socketTimeout: LIMIT_MS,
        dnsTimeout: LIMIT_MS,
        // The text of a message is all that there is: nothing in it names a file or an address to fetch.
        disableFileAccess: true,
        disableUrlAccess: true
      })
      try {
        await withinLimit(transport, mail)
      } catch (error) {
        throw mailErrorOf(error, server)
      } finally {
        transport.close()
      }
    }
  }
}

/** Each wait of nodemailer has its limit; this is the one of all of them together. */
async function withinLimit(transport: Pick<Transporter, 'sendMail'>, mail: Mail): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${LIMIT_MS / 1000} seconds`)), LIMIT_MS)
  })
  try {
    await Promise.race([transport.sendMail({ ...mail, headers: AUTOMATIC }), limit])
  } finally {
    clearTimeout(timer)
  }
}

/** The words of the SMTP server where it said something, else those of the network. */
function mailErrorOf(error: unknown, { password }: SmtpServer): MailError {
  const { response, responseCode, message } = error as {
    response?: string
    responseCode?: number
    message?: string
  }
  const words = response ?? message ?? String(error)
  // A server may repeat what it was sent.
  const secrets = password ? [password, Buffer.from(password).toString('base64')] : []
  const said = secrets.reduce((text, secret) => text.replaceAll(secret, '…'), words)
  return new MailError(said, responseCode !== undefined && responseCode >= 500, { cause: error })
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}
