import { foldName, networkOf } from '../../model'
import type { Store } from '../../ports'
import type { AttemptCounter } from '../sign-in/attempt-counter'

const MINUTE = 60
const HOUR = 3600

/** Bounds of what strangers can have mailed, and of guessing what was mailed; alike for addresses that nobody has. */
export interface MailLimits {
  /** Counts a mail to an address: one a minute, five an hour, and thirty an hour for one visitor. Seconds to wait; 0: go on. */
  admit(email: string, ip: string): Promise<number>
  /** Counts a try of a code: twenty in six hours for an address, whatever the number of steps. Seconds to wait; 0: go on. */
  admitTry(email: string): Promise<number>
  /** The right code came: the tries of the address are forgotten. */
  succeeded(email: string): Promise<void>
}

export function createMailLimits(dependencies: {
  store: Pick<Store, 'settings'>
  counter: AttemptCounter
}): MailLimits {
  const { store, counter } = dependencies
  const isOff = async () => !(await store.settings.get()).limits.rate_limiting

  return {
    async admit(email, ip) {
      if (await isOff()) return 0
      const address = foldName(email)
      return (
        (await counter.count(`mails-from:${networkOf(ip)}`, { attempts: 30, pause: HOUR })) ||
        (await counter.count(`mail-minute:${address}`, { attempts: 1, pause: MINUTE })) ||
        (await counter.count(`mail-hour:${address}`, { attempts: 5, pause: HOUR }))
      )
    },

    async admitTry(email) {
      if (await isOff()) return 0
      return counter.count(triesKey(email), { attempts: 20, pause: 6 * HOUR })
    },

    succeeded: (email) => counter.forget(triesKey(email))
  }
}

function triesKey(email: string): string {
  return `code-tries:${foldName(email)}`
}
