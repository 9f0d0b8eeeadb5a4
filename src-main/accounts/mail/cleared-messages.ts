import type { OutboxMessage } from '../../model'
import type { Clock, Leases, Store } from '../../ports'

/** How a try to send ended. */
export type MailOutcome = Pick<OutboxMessage, 'status' | 'problem' | 'tries'>

/** What was cleared last on this server, as it can be brought back. */
export interface ClearedMessages {
  /** Clears all there is; how many that are. */
  clear(): Promise<number>
  /** A message that was being sent while it was cleared must not be sent again once it is back. */
  note(id: string, outcome: MailOutcome): void
  /** Brings back one after the other, as far as their time has not come. */
  restore(): AsyncGenerator<OutboxMessage>
}

export function createClearedMessages({
  store: { outbox },
  clock,
  leases
}: {
  store: Pick<Store, 'outbox'>
  clock: Pick<Clock, 'nowSeconds'>
  leases: Pick<Leases, 'isElsewhere'>
}): ClearedMessages {
  let cleared: OutboxMessage[] = []

  return {
    async clear() {
      const { items } = await outbox.list()
      // A second one has nothing to forget.
      if (items.length > 0) cleared = []
      await Promise.all(
        items.map(async ({ id }) => {
          // It may be on its way since it was listed.
          const last = await outbox.get(id)
          if (last && (await outbox.remove(id))) cleared.push(asCleared(last, leases))
        })
      )
      return items.length
    },

    note(id, outcome) {
      cleared = cleared.map((one) => (one.id === id ? withOutcome(one, outcome) : one))
    },

    async *restore() {
      for (let next = cleared.shift(); next; next = cleared.shift()) {
        const message = next
        if (message.exp <= clock.nowSeconds()) continue
        await outbox.insert(message).catch((error: unknown) => {
          cleared.unshift(message)
          throw error
        })
        yield message
      }
    }
  }
}

/** How another server's try ends is not told here: what that one was at stays where it can be read. */
function asCleared(message: OutboxMessage, leases: Pick<Leases, 'isElsewhere'>): OutboxMessage {
  const { lease, ...rest } = message
  return message.status === 'queued' && leases.isElsewhere(lease) ? { ...rest, status: 'kept' } : message
}

function withOutcome(message: OutboxMessage, outcome: MailOutcome): OutboxMessage {
  const { problem: _former, lease: _lease, ...rest } = message
  return { ...rest, ...outcome }
}
