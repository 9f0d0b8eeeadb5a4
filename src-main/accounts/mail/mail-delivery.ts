import type { OutboxMessage, Settings } from '../../model'
import { MailError, type Leases, type Log, type Mailer, type Scheduler, type Store } from '../../ports'
import type { MailOutcome } from './cleared-messages'

/** Seconds between one failed try and the next; after the last of them the message has failed. */
const BACKOFF = [30, 120, 600, 3600]

/** Milliseconds after which whoever hands a message over has died: a mailer gives up much sooner. */
const LONGEST_ATTEMPT = 120_000

/** What a try came to. */
export interface Attempt {
  /** Left out: there was nothing to try. */
  readonly outcome?: MailOutcome
  /** As it is kept by now; left out: it is gone, or another server took it up. */
  readonly message?: OutboxMessage
  readonly retryAfterMs?: number
}

export interface MailDelivery {
  /**
   * Tries to hand over a message that is queued and that no other server is at; the record says how that went. Throws StoreError alone.
   */
  attempt(id: string): Promise<Attempt>
  later(milliseconds: number, work: () => void): void
}

/** Hands messages of the outbox to the SMTP server of the settings. */
export function createMailDelivery(dependencies: {
  store: Pick<Store, 'outbox' | 'settings'>
  log: Log
  mailer: Mailer
  scheduler: Scheduler
  leases: Leases
  senderOf: (settings: Pick<Settings, 'mail'>) => string
}): MailDelivery {
  const { store, log, mailer, scheduler, leases, senderOf } = dependencies

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

  /** The message, now this server's to hand over; undefined: there is nothing to do, or another server does it. */
  async function claim(id: string): Promise<OutboxMessage | undefined> {
    if ((await store.outbox.get(id))?.status !== 'queued') return undefined
    let isMine = false
    const message = await store.outbox.update(id, (current) => {
      isMine = current.status === 'queued' && !leases.isElsewhere(current.lease)
      return isMine ? { ...current, lease: leases.take(LONGEST_ATTEMPT) } : current
    })
    return isMine ? message : undefined
  }

  /** Notes how it went, unless the message is gone or another server took it up meanwhile. */
  async function note(id: string, changes: Partial<OutboxMessage>): Promise<OutboxMessage | undefined> {
    if ((await store.outbox.get(id)) === undefined) return undefined
    let isMine = false
    const noted = await store.outbox.update(id, (current) => {
      isMine = current.status === 'queued' && leases.isOwn(current.lease)
      const { problem: _former, lease: _lease, ...rest } = current
      return isMine ? { ...rest, ...changes } : current
    })
    return isMine ? noted : undefined
  }

  async function failed(message: OutboxMessage, error: MailError): Promise<Attempt> {
    const tries = message.tries + 1
    const wait = error.permanent ? undefined : BACKOFF[message.tries]
    const status = wait === undefined ? 'failed' : 'queued'
    log.warn('A message could not be handed to the SMTP server', {
      id: message.id,
      status,
      reason: error.message
    })
    const lease = wait === undefined ? {} : { lease: leases.take(wait * 1000 + LONGEST_ATTEMPT) }
    const outcome: MailOutcome = { status, tries, problem: error.message }
    const changed = await note(message.id, { ...outcome, ...lease })
    return {
      outcome,
      ...(changed ? { message: changed } : {}),
      ...(changed && wait !== undefined ? { retryAfterMs: wait * 1000 } : {})
    }
  }

  return {
    async attempt(id) {
      const message = await claim(id)
      if (!message) return {}
      const settings = await store.settings.get()
      const { host } = settings.mail
      // SMTP was switched off meanwhile: the message stays where it can be read.
      const error = host === null ? undefined : await handOver(message, host, settings)
      if (error) return failed(message, error)
      const outcome: MailOutcome =
        host === null
          ? { status: 'kept', tries: message.tries }
          : { status: 'sent', tries: message.tries + 1 }
      const done = await note(id, outcome)
      return { outcome, ...(done && { message: done }) }
    },

    later: (milliseconds, work) => void scheduler.after(milliseconds, work)
  }
}
