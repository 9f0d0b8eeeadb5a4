import { foldName, type SignInAttempts } from '../model'
import type { Clock, Store } from '../ports'

/** A try that was let through, or how many seconds to wait for the next one. */
export type Admission =
  { admitted: true; succeeded(): Promise<void> } | { admitted: false; retryAfterSeconds: number }

export interface SignInLimits {
  /**
   * Counts a try of an account, from an address where there is one, before anything is compared, so that parallel tries count too.
   * `succeeded` takes the try back; whoever fails does nothing.
   */
  admit(account: string, ip?: string): Promise<Admission>
}

/** Limits per account and per address (settings.limits), which end by themselves and look alike for names that don't exist. */
export function createSignInLimits(dependencies: {
  store: Pick<Store, 'signInAttempts' | 'settings'>
  clock: Clock
}): SignInLimits {
  const { store, clock } = dependencies

  /** Seconds to wait; 0: the try was counted and may go on. */
  async function count(id: string, limit: { attempts: number; pause: number }): Promise<number> {
    let wait = 0
    await store.signInAttempts.upsert(id, (current) => {
      const now = clock.nowSeconds()
      const counted = current && current.exp > now ? current.count : 0
      // A refused try doesn't lengthen the pause, else somebody else could keep an account locked for ever.
      if (current && counted >= limit.attempts) {
        wait = Math.max(1, current.exp - now)
        return current
      }
      return { id, count: counted + 1, exp: now + limit.pause }
    })
    return wait
  }

  async function takeBack(id: string): Promise<void> {
    await store.signInAttempts.upsert(id, (current) => oneLess(current, id, clock.nowSeconds()))
  }

  return {
    async admit(account, ip) {
      const { limits } = await store.settings.get()
      if (!limits.rate_limiting) return { admitted: true, succeeded: async () => undefined }
      const limit = { attempts: limits.sign_in_attempts, pause: limits.sign_in_pause }
      const accountId = `account:${foldName(account)}`
      const addressId = ip === undefined ? undefined : `address:${networkOf(ip)}`
      // The address first: whoever is refused there can't fill the memory with names.
      const addressWait = addressId ? await count(addressId, limit) : 0
      const wait = addressWait || (await count(accountId, limit))
      if (wait) return { admitted: false, retryAfterSeconds: wait }
      return {
        admitted: true,
        succeeded: async () => {
          await store.signInAttempts.remove(accountId)
          if (addressId) await takeBack(addressId)
        }
      }
    }
  }
}

function oneLess(current: SignInAttempts | undefined, id: string, now: number): SignInAttempts {
  return current ? { ...current, count: Math.max(0, current.count - 1) } : { id, count: 0, exp: now + 1 }
}

/** The address that counts: an IPv4 one in either spelling, and of IPv6 the network that one household has (RFC 6177 §2: /64 at least). */
function networkOf(ip: string): string {
  const bare = ip.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '').replace(/%.*$/, '')
  if (!bare.includes(':')) return bare
  const [head = '', tail] = bare.toLowerCase().split('::')
  const left = head ? head.split(':') : []
  const right = tail ? tail.split(':') : []
  const missing = tail === undefined ? 0 : 8 - left.length - right.length
  const groups = [...left, ...Array<string>(Math.max(0, missing)).fill('0'), ...right]
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
