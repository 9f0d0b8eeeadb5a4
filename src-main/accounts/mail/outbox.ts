import type { OutboxMessage } from '../../model'
import { StoreError, type Clock, type Leases, type Log, type Random, type Store } from '../../ports'
import { createClearedMessages } from './cleared-messages'
import type { MailDelivery } from './mail-delivery'

/** How many messages are kept, and for how many seconds. */
const KEPT_MESSAGES = 500
const KEPT_SECONDS = 7 * 86_400

export type NewMessage = Pick<OutboxMessage, 'to' | 'subject' | 'text' | 'code'>

/** Every message that the server wrote. Whether and when it leaves is nobody's concern who writes one. */
export interface Outbox {
  /** Keeps a message, and sends it in the background where SMTP is set up. */
  post(message: NewMessage): Promise<OutboxMessage>
  /** Keeps a message that somebody else handed over, or tried to. */
  keep(message: NewMessage, how: Pick<OutboxMessage, 'status' | 'problem' | 'tries'>): Promise<OutboxMessage>
  /** Takes up what waits and nobody is at: since the server ended, or another one died. Nothing is sent any more once `signal` aborts. */
  resume(signal?: AbortSignal): Promise<void>
  clear(): Promise<number>
  /** Brings back what `clear` forgot last on this server, as far as its time has not come; how many that are. */
  restore(): Promise<number>
  /** Calls back with each message that is new or whose status changed; returns how to stop that. */
  subscribe(listener: (message: OutboxMessage) => void): () => void
}

export function createOutbox(dependencies: {
  store: Pick<Store, 'outbox' | 'settings'>
  clock: Clock
  random: Random
  log: Log
  leases: Leases
  delivery: MailDelivery
}): Outbox {
  const { store, clock, random, log, delivery } = dependencies
  const listeners = new Set<(message: OutboxMessage) => void>()
  /** The messages that are on their way, or wait for their next try. */
  const underway = new Set<string>()
  let ended: AbortSignal | undefined
  const cleared = createClearedMessages(dependencies)

  function tell(message: OutboxMessage): void {
    for (const listener of listeners) listener(message)
  }

  async function keep(
    message: NewMessage,
    how: Pick<OutboxMessage, 'status' | 'problem' | 'tries'>
  ): Promise<OutboxMessage> {
    const exp = clock.nowSeconds() + KEPT_SECONDS
    const kept: OutboxMessage = { id: random.uuid(), ...message, ...how, at: clock.nowMs(), exp }
    await store.outbox.insert(kept)
    tell(kept)
    await dropOldest()
    return kept
  }

  async function dropOldest(): Promise<void> {
    if ((await store.outbox.count()) <= KEPT_MESSAGES) return
    const { items } = await store.outbox.list({ sort: { by: 'at', descending: true }, offset: KEPT_MESSAGES })
    await store.outbox.removeEach(items.map(({ id }) => id))
  }

  /** Sends a message that isn't on its way yet: whoever wrote it and who takes up what waits may both come to it. */
  async function begin(id: string): Promise<void> {
    if (underway.has(id) || ended?.aborted) return
    underway.add(id)
    await send(id)
  }

  /** One try; what can be tried again waits for its time. Never rejects: nobody waits for it. */
  async function send(id: string): Promise<void> {
    if (ended?.aborted) return
    try {
      const { message, outcome, retryAfterMs } = await delivery.attempt(id)
      if (message) tell(message)
      else if (outcome) cleared.note(id, outcome)
      if (retryAfterMs === undefined) underway.delete(id)
      else delivery.later(retryAfterMs, () => void send(id))
    } catch (error) {
      underway.delete(id)
      // The data can't be written: the message is in the store as it was, and the next start takes it up.
      if (!(error instanceof StoreError)) log.error('A message could not be sent', { error })
    }
  }

  return {
    keep,

    async post(message) {
      const { mail } = await store.settings.get()
      const kept = await keep(message, { status: mail.host === null ? 'kept' : 'queued', tries: 0 })
      if (kept.status === 'queued') void begin(kept.id)
      return kept
    },

    async resume(signal) {
      ended = signal
      const waiting = await store.outbox.find('status', 'queued')
      for (const { id } of waiting) await begin(id)
    },

    clear: cleared.clear,

    async restore() {
      let restored = 0
      for await (const message of cleared.restore()) {
        restored += 1
        tell(message)
        if (message.status === 'queued') void begin(message.id)
      }
      return restored
    },

    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    }
  }
}
