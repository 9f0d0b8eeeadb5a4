import { foldName, networkOf } from '../../model'
import type { Store } from '../../ports'
import type { AttemptCounter } from './attempt-counter'

/** A try that was let through, or how many seconds to wait for the next one. */
export type Admission =
  { admitted: true; succeeded(): Promise<void> } | { admitted: false; retryAfterSeconds: number }

export interface SignInLimits {
  /**
   * Counts a try of an account, from an address where there is one, before anything is compared, so that parallel tries count too.
   * `succeeded` takes the try back; whoever fails does nothing.
   */
  admit(account: string, ip?: string): Promise<Admission>
  /** Ends the pause of an account whose owner proved themselves otherwise. */
  lift(account: string): Promise<void>
}

/** Limits per account and per address (settings.limits), which end by themselves and look alike for names that don't exist. */
export function createSignInLimits(dependencies: {
  store: Pick<Store, 'settings'>
  counter: AttemptCounter
}): SignInLimits {
  const { store, counter } = dependencies
  return {
    async admit(account, ip) {
      const { limits } = await store.settings.get()
      if (!limits.rate_limiting) return { admitted: true, succeeded: async () => undefined }
      const limit = { attempts: limits.sign_in_attempts, pause: limits.sign_in_pause }
      const accountId = accountKey(account)
      const addressId = ip === undefined ? undefined : `address:${networkOf(ip)}`
      // The address first: whoever is refused there can't fill the memory with names.
      const addressWait = addressId ? await counter.count(addressId, limit) : 0
      const wait = addressWait || (await counter.count(accountId, limit))
      if (wait) return { admitted: false, retryAfterSeconds: wait }
      return {
        admitted: true,
        succeeded: async () => {
          await counter.forget(accountId)
          if (addressId) await counter.takeBack(addressId)
        }
      }
    },

    lift: (account) => counter.forget(accountKey(account))
  }
}

function accountKey(account: string): string {
  return `account:${foldName(account)}`
}
