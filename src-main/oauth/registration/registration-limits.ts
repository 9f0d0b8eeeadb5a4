import type { Clock, Store } from '../../ports'
import { createAddressLimit } from '../address-limit'
import { OAuthError } from '../oauth-error'

/** Enough for a test suite that registers a client per test, and a bound for who floods. */
const REGISTRATIONS_PER_ADDRESS = 200

export interface RegistrationLimits {
  /** Counts a registration that nobody answers for. Throws with 429 when the address made too many. */
  countAnonymous(ip: string): Promise<void>
  /** Throws when the person owns as many clients as `settings.limits` lets them, or more; `owned` counts one that was just made. */
  requireRoom(owner: string, owned?: 'one more' | 'already there'): Promise<void>
}

/** How many clients may be registered (RFC 7591 §5: an open endpoint has to defend itself). */
export function createRegistrationLimits({
  clients,
  signInAttempts,
  settings,
  clock
}: Pick<Store, 'clients' | 'signInAttempts' | 'settings'> & { clock: Clock }): RegistrationLimits {
  const countAnonymous = createAddressLimit(
    { signInAttempts, settings, clock },
    {
      name: 'registration',
      most: REGISTRATIONS_PER_ADDRESS,
      tooMany: 'Too many clients were registered from this address'
    }
  )

  return {
    countAnonymous,

    async requireRoom(owner, owned = 'one more') {
      const { clients_per_user: limit } = (await settings.get()).limits
      if (limit === null) return
      const { total } = await clients.list({ where: { index: 'owner', value: owner }, limit: 1 })
      if (total + (owned === 'one more' ? 1 : 0) > limit)
        throw new OAuthError(
          'access_denied',
          'limit-reached',
          `This person owns ${limit} clients, which is as many as the server allows; remove one first.`,
          { status: 403 }
        )
    }
  }
}
