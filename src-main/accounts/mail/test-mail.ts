import type { Settings } from '../../model'
import { MailError, type Mailer, type Store } from '../../ports'
import { serverMail } from './code-mail'
import type { Outbox } from './outbox'

/**
 * Sends a test message at once, with the SMTP settings that are stored, or with what `tried` has in their place; says what the SMTP server
 * or the network answered where it wasn't taken. The outbox keeps it like any other.
 */
export type SendTestMail = (request: {
  readonly to: string
  readonly tried?: Partial<Settings['mail']>
}) => Promise<{ readonly sent: boolean; readonly problem?: string }>

export function createSendTestMail(dependencies: {
  store: Pick<Store, 'settings'>
  mailer: Mailer
  outbox: Outbox
  senderOf: (settings: Pick<Settings, 'mail'>) => string
  issuer: () => string
}): SendTestMail {
  const { store, mailer, outbox, senderOf, issuer } = dependencies

  async function attempt(
    message: { to: string; subject: string; text: string },
    mail: Settings['mail']
  ): Promise<string | undefined> {
    if (mail.host === null) return 'No SMTP server is set'
    try {
      await mailer.send({ ...mail, host: mail.host }, { ...message, from: senderOf({ mail }) })
      return undefined
    } catch (error) {
      if (error instanceof MailError) return error.message
      throw error
    }
  }

  return async ({ to, tried = {} }) => {
    const settings = await store.settings.get()
    const message = serverMail('test', to, { settings, issuer: issuer(), language: undefined })
    const problem = await attempt(message, { ...settings.mail, ...tried })
    const failed = problem === undefined ? {} : { problem }
    await outbox.keep(message, { status: problem === undefined ? 'sent' : 'failed', tries: 1, ...failed })
    return { sent: problem === undefined, ...failed }
  }
}
