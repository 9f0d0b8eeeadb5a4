import { networkOf, stillCount } from '../../model'
import type { Clock, Store } from '../../ports'
import { OAuthError } from '../oauth-error'

export interface GuessLimit {
  /** Counts a try before it is looked at, so that parallel ones count too; `right` takes it back. Throws `slow_down` at the limit. */
  count(guesser: { browserId: string; ip: string }): Promise<{ right(): Promise<void> }>
}

/** RFC 8628 §5.1: user codes are short, so that guessing them is limited, as wrong passwords are (settings.limits), per browser and per address. */
export function createGuessLimit({
  signInAttempts,
  settings,
  clock
}: Pick<Store, 'signInAttempts' | 'settings'> & { clock: Clock }): GuessLimit {
  async function countOne(id: string, attempts: number, pause: number): Promise<void> {
    await signInAttempts.upsert(id, (current) => {
      const now = clock.nowSeconds()
      if (!current || !stillCount(current, now, pause)) return { id, count: 1, exp: now + pause }
      if (current.count >= attempts) throw tooMany(current.exp - now)
      return { ...current, count: current.count + 1 }
    })
  }

  async function takeBack(id: string): Promise<void> {
    await signInAttempts.upsert(id, (current) =>
      current
        ? { ...current, count: Math.max(0, current.count - 1) }
        : { id, count: 0, exp: clock.nowSeconds() + 1 }
    )
  }

  return {
    async count({ browserId, ip }) {
      const { limits } = await settings.get()
      if (!limits.rate_limiting) return { right: async () => undefined }
      const ids = [`user-code:address:${networkOf(ip)}`, `user-code:browser:${browserId}`]
      for (const id of ids) await countOne(id, limits.sign_in_attempts, limits.sign_in_pause)
      return { right: async () => void (await Promise.all(ids.map(takeBack))) }
    }
  }
}

function tooMany(seconds: number): OAuthError {
  return new OAuthError(
    'slow_down',
    'sign-in-limited',
    `Too many wrong codes were tried. Try again in ${seconds} seconds (RFC 8628 section 5.1).`,
    { status: 429, headers: { 'Retry-After': String(seconds) } }
  )
}
