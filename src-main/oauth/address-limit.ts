import { networkOf, stillCount } from '../model'
import type { Clock, Store } from '../ports'
import { OAuthError } from './oauth-error'

const WINDOW_SECONDS = 600

/**
 * Bounds what an address may do for which nobody answers, while `limits.rate_limiting` is on: so many times in ten minutes, counted on all
 * servers together. Throws with 429 (RFC 6585 §4) and when to come again. `tooMany` says in words what was too much.
 */
export function createAddressLimit(
  { signInAttempts, settings, clock }: Pick<Store, 'signInAttempts' | 'settings'> & { clock: Clock },
  { name, most, tooMany }: { name: string; most: number; tooMany: string }
): (ip: string) => Promise<void> {
  return async (ip) => {
    if (!(await settings.get()).limits.rate_limiting) return
    const id = `${name}:${networkOf(ip)}`
    const { count, exp } = await signInAttempts.upsert(id, (current) => {
      const now = clock.nowSeconds()
      return current && stillCount(current, now, WINDOW_SECONDS)
        ? { ...current, count: current.count + 1 }
        : { id, count: 1, exp: now + WINDOW_SECONDS }
    })
    if (count <= most) return
    const wait = Math.max(1, exp - clock.nowSeconds())
    throw new OAuthError(
      'temporarily_unavailable',
      'limit-reached',
      `${tooMany}; try again in ${wait} seconds.`,
      {
        status: 429,
        headers: { 'Retry-After': String(wait) }
      }
    )
  }
}
