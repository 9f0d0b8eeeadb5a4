import { stillCount } from '../../model'
import type { Clock, Store } from '../../ports'

export interface AttemptLimit {
  readonly attempts: number
  /** Seconds from the latest attempt on after which counting begins anew. */
  readonly pause: number
}

/** Counts attempts of something by name, in memory. */
export interface AttemptCounter {
  /** Seconds to wait; 0: the attempt was counted and may go on. */
  count(id: string, limit: AttemptLimit): Promise<number>
  /** As if the latest attempt had not been. */
  takeBack(id: string): Promise<void>
  forget(id: string): Promise<void>
}

export function createAttemptCounter(dependencies: {
  store: Pick<Store, 'signInAttempts'>
  clock: Clock
}): AttemptCounter {
  const { clock } = dependencies
  const { signInAttempts } = dependencies.store

  return {
    async count(id, limit) {
      let wait = 0
      await signInAttempts.upsert(id, (current) => {
        const now = clock.nowSeconds()
        const counted = current && stillCount(current, now, limit.pause) ? current.count : 0
        // A refused try doesn't lengthen the pause, else somebody else could keep an account locked for ever.
        if (current && counted >= limit.attempts) {
          wait = Math.max(1, current.exp - now)
          return current
        }
        return { id, count: counted + 1, exp: now + limit.pause }
      })
      return wait
    },

    async takeBack(id) {
      await signInAttempts.upsert(id, (current) =>
        current
          ? { ...current, count: Math.max(0, current.count - 1) }
          : { id, count: 0, exp: clock.nowSeconds() + 1 }
      )
    },

    async forget(id) {
      await signInAttempts.remove(id)
    }
  }
}
