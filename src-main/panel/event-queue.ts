/** Events that wait for a slow reader. */
export interface EventQueue<Event> {
  push(event: Event): void
  /** The next event, as soon as there is one; undefined once the queue is closed. */
  next(): Promise<Event | undefined>
  /** Forgets what waits and lets the reader go. */
  close(): void
}

/** A queue of `limit` events at most: when it is full, what waits is replaced by the events of `afterLoss`. */
export function createEventQueue<Event>(limit: number, afterLoss: () => Event[]): EventQueue<Event> {
  let waiting: Event[] = []
  let wake: (() => void) | undefined
  let closed = false

  function wakeReader(): void {
    wake?.()
    wake = undefined
  }

  return {
    push(event) {
      if (closed) return
      waiting = waiting.length >= limit ? afterLoss() : [...waiting, event]
      wakeReader()
    },

    async next() {
      while (!closed && waiting.length === 0) await new Promise<void>((resolve) => (wake = resolve))
      return closed ? undefined : waiting.shift()
    },

    close() {
      closed = true
      waiting = []
      wakeReader()
    }
  }
}
