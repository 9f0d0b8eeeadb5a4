import type { OutboxMessage, Settings } from '../../model'
import { MailError, type Log, type Mailer, type Scheduler, type Store } from '../../ports'

/** Seconds between one failed try and the next; after the last of them the message has failed. */
const BACKOFF = [30, 120, 600, 3600]

export interface MailDelivery {
  /** Tries to hand over a message that is queued; the record says how that went. Throws StoreError alone. */
  attempt(id: string): Promise<{ readonly message?: OutboxMessage; readonly retryAfterMs?: number }>
  later(milliseconds: number, work: () => void): void
}

/** Hands messages of the outbox to the SMTP server of the settings. */
export function createMailDelivery(dependencies: {
  store: Pick<Store, 'outbox' | 'settings'>
  log: Log
  mailer: Mailer
  scheduler: Scheduler
  senderOf: (settings: Pick<Settings, 'mail'>) => string
}): MailDelivery {
  const { store, log, mailer, scheduler, senderOf } = dependencies

  async function handOver(
    message: OutboxMessage,
    host: string,
    { mail }: Settings
  ): Promise<MailError | undefined> {
    try {
      const { to, subject, text } = message
      await mailer.send({ ...mail, host }, { to, from: senderOf({ mail }), subject, text })
      return undefined
    } catch (error) {
      if (error instanceof MailError) return error
      throw error
    }
  }

  async function change(id: string, changes: Partial<OutboxMessage>): Promise<OutboxMessage | undefined> {
    const isThere = (await store.outbox.get(id)) !== undefined
    return isThere
      ? store.outbox.update(id, ({ problem: _former, ...rest }) => ({ ...rest, ...changes }))
      : undefined
  }

  async function failed(message: OutboxMessage, error: MailError) {
    const tries = message.tries + 1
    const wait = error.permanent ? undefined : BACKOFF[message.tries]
    const status = wait === undefined ? 'failed' : 'queued'
    log.warn('A message could not be handed to the SMTP server', {
      id: message.id,
      status,
      reason: error.message
    })
    const changed = await change(message.id, { status, tries, problem: error.message })
    return {
      ...(changed ? { message: changed } : {}),
      ...(changed && wait !== undefined ? { retryAfterMs: wait * 1000 } : {})
    }
  }

  return {
    async attempt(id) {
      const message = await store.outbox.get(id)
      if (message?.status !== 'queued') return {}
      const settings = await store.settings.get()
      const { host } = settings.mail
      // SMTP was switched off meanwhile: the message stays where it can be read.
      const error = host === null ? undefined : await handOver(message, host, settings)
      if (error) return failed(message, error)
      const done = await change(
        id,
        host === null ? { status: 'kept' } : { status: 'sent', tries: message.tries + 1 }
      )
      return done ? { message: done } : {}
    },

    later: (milliseconds, work) => void scheduler.after(milliseconds, work)
  }
}
