import { isGrantTypeOn, type Client, type DeviceCode } from '../../model'
import { StoreError, type Clock, type Random, type Store } from '../../ports'
import { OAuthError } from '../oauth-error'
import { endOf } from './device-life'
import type { GuessLimit } from './guess-limit'
import { normalizeUserCode } from './user-code'

export const DEVICE_GRANT_TYPE = 'urn:ietf:params:oauth:grant-type:device_code'

/** Characters of an interaction's id: 256 bits. */
const ID_LENGTH = 43

/** The devices that wait for a person (RFC 8628 §3). */
export interface DeviceCodes {
  /** Undefined: there is none, or it has expired. */
  get(id: string): Promise<DeviceCode | undefined>
  /**
   * Starts the interaction of a user code that somebody typed or scanned; its id. Throws OAuthError `invalid_grant` when nobody waits under it, and
   * `slow_down` for whom guesses (RFC 8628 §5.1).
   */
  begin(userCode: string, browser: { browserId: string; ip: string }): Promise<string>
  /** Lets the device have what the authorization holds. Throws OAuthError `invalid_grant` when it was decided before or has expired. */
  approve(id: string, authorization_id: string): Promise<void>
  /** Throws as `approve` does. */
  deny(id: string): Promise<void>
}

export function createDeviceCodes({
  deviceCodes,
  interactions,
  clients,
  settings,
  guessLimit,
  clock,
  random
}: Pick<Store, 'deviceCodes' | 'interactions' | 'clients' | 'settings'> & {
  guessLimit: GuessLimit
  clock: Clock
  random: Random
}): DeviceCodes {
  const isAlive = (code: DeviceCode) => clock.nowSeconds() < endOf(code)
  const waits = (code: DeviceCode) => isAlive(code) && code.decision === undefined

  async function findWaiting(userCode: string): Promise<DeviceCode | undefined> {
    const [code] = (await deviceCodes.find('user_code', userCode)).filter(waits)
    if (!code || !isGrantTypeOn((await settings.get()).flows, DEVICE_GRANT_TYPE)) return undefined
    return mayUseDevices(await clients.get(code.client_id)) ? code : undefined
  }

  /** The first decision stands: a second one, in another browser or a moment later, is refused. */
  async function decide(id: string, decision: Partial<DeviceCode>): Promise<void> {
    try {
      await deviceCodes.update(id, (code) => {
        if (!waits(code)) throw nobodyWaits()
        return { ...code, ...decision }
      })
    } catch (error) {
      throw error instanceof StoreError && error.code === 'missing' ? nobodyWaits() : error
    }
  }

  return {
    async get(id) {
      const code = await deviceCodes.get(id)
      return code && isAlive(code) ? code : undefined
    },

    async begin(userCode, { browserId, ip }) {
      const guess = await guessLimit.count({ browserId, ip })
      const code = await findWaiting(normalizeUserCode(userCode))
      if (!code) throw nobodyWaits()
      await guess.right()
      const begun = await interactions.find('browser_id', browserId)
      const same = begun.find(({ device_code_id }) => device_code_id === code.id)
      if (same) return same.id
      const id = random.alphanumeric(ID_LENGTH)
      await interactions.insert({
        id,
        browser_id: browserId,
        client_id: code.client_id,
        parameters: '',
        device_code_id: code.id,
        iat: clock.nowSeconds(),
        exp: endOf(code)
      })
      return id
    },

    approve: (id, authorization_id) => decide(id, { decision: 'approved', authorization_id }),
    deny: (id) => decide(id, { decision: 'denied' })
  }
}

/** Whether the client that asked is still there, not blocked and registered for it. */
function mayUseDevices(client: Client | undefined): boolean {
  return client !== undefined && !client.blocked && client.grant_types.includes(DEVICE_GRANT_TYPE)
}

/** One answer for codes that never were, have expired, were decided on, or whose client may not wait any more. */
function nobodyWaits(): OAuthError {
  return new OAuthError(
    'invalid_grant',
    'user-code-unknown',
    'No device waits under this code. Compare it with what the device shows; it may show a new one by now.'
  )
}
