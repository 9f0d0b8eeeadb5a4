import type { LiveEvent } from '../../contract'
import type { Clock } from '../../ports'
import type { Actor } from '../access/context'

/** How far an import is, as `live` tells it. */
export type ImportEvent = Extract<LiveEvent, { type: 'import' }>

/** What an import, or the comparison before it, says of itself while it goes on; each resolves after everybody else had a turn. */
export interface ImportSteps {
  begin(total: number): Promise<void>
  /** So many records more are ready to be written, or compared. */
  prepared(count: number): Promise<void>
  writing(): Promise<void>
  done(): Promise<void>
}

/** The imports that go on, each told to whoever began it. */
export interface ImportProgress {
  /** The steps of an import that `actor` begins, or of its comparison. */
  of(actor: Actor, counted?: 'preparing' | 'comparing'): ImportSteps
  /** Calls back with each event for `actor`; returns how to stop that. */
  subscribe(actor: Actor, listener: (event: ImportEvent) => void): () => void
}

/** Everybody else has a turn meanwhile. */
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Milliseconds from one count to the next at least: ten a second are as many as an eye sees. */
const BETWEEN_COUNTS = 100

export function createImportProgress(clock: Pick<Clock, 'nowMs'>): ImportProgress {
  const listeners = new Set<{ name: string; listener: (event: ImportEvent) => void }>()

  function tell(name: string, event: ImportEvent): void {
    for (const one of listeners) if (one.name === name) one.listener(event)
  }

  return {
    of(actor, counted = 'preparing') {
      const name = nameOf(actor)
      let [done, total, told] = [0, 0, 0]
      const say = async (stage: ImportEvent['stage']): Promise<void> => {
        told = clock.nowMs()
        tell(name, { type: 'import', stage, done, total })
        await nextTurn()
      }
      return {
        begin(records) {
          total = records
          return say(counted)
        },
        prepared(count) {
          done += count
          return clock.nowMs() - told >= BETWEEN_COUNTS ? say(counted) : nextTurn()
        },
        writing: () => say('writing'),
        done: () => say('done')
      }
    },

    subscribe(actor, listener) {
      const one = { name: nameOf(actor), listener }
      listeners.add(one)
      return () => listeners.delete(one)
    }
  }
}

/** The same for the same person or client, whichever page or program of theirs it is. */
function nameOf(actor: Actor): string {
  if (actor.kind === 'user') return `user ${actor.user.username}`
  return actor.kind === 'client' ? `client ${actor.client_id}` : actor.kind
}
