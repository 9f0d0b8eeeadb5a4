/** A message to a person, as plain text. */
export interface Mail {
  readonly to: string
  readonly from: string
  readonly subject: string
  readonly text: string
}

/** Where and how messages are handed over; null members are as in `settings.mail`. */
export interface SmtpServer {
  readonly host: string
  readonly port: number
  readonly security: 'starttls' | 'tls' | 'none'
  readonly user: string | null
  readonly password: string | null
}

/** Hands messages to an SMTP server. */
export interface Mailer {
  /** Rejects with MailError, whose message says what the SMTP server or the network answered; gives up after ten seconds. */
  send(server: SmtpServer, mail: Mail): Promise<void>
}

/** A message that could not be handed over. `permanent`: the same message will never be taken (RFC 5321 §4.2.1, 5yz). */
export class MailError extends Error {
  override readonly name = 'MailError'

  constructor(
    message: string,
    readonly permanent: boolean,
    options?: ErrorOptions
  ) {
    super(message, options)
  }
}
