import type { Client, DeviceCode } from '../../model'
import { StoreError, type Clock, type Random, type Store } from '../../ports'
import { DEVICE_GRANT_TYPE } from '../device/device-codes'
import { endOf } from '../device/device-life'
import { OAuthError } from '../oauth-error'
import { tokenDigest } from '../tokens/token-digest'
import type { Grant } from './grant'
import { narrowed } from './requested-target'
import type { RequireStanding } from './authorization/standing-authorization'

/** RFC 8628 §3.5: by how many seconds the interval grows each time a device polls too fast. */
const SLOWER_BY = 5

/** The device access token request (RFC 8628 §3.4). */
export function createDeviceCodeGrant({
  deviceCodes,
  settings,
  requireStanding,
  clock,
  random
}: Pick<Store, 'deviceCodes' | 'settings'> & {
  requireStanding: RequireStanding
  clock: Clock
  random: Random
}): Grant {
  /** What the code has become by this poll. Of any number of polls at once, each sees what the ones before it did. */
  async function poll(id: string, client: Client): Promise<DeviceCode & { readonly isTooFast: boolean }> {
    let isTooFast = false
    const change = (code: DeviceCode): DeviceCode => {
      isTooFast = false
      if (code.client_id !== client.client_id || code.spent) throw unknownCode()
      const now = clock.nowSeconds()
      if (code.decision !== undefined || now >= endOf(code)) return code
      isTooFast = code.polled_at !== undefined && now - code.polled_at < code.interval
      return { ...code, polled_at: now, interval: code.interval + (isTooFast ? SLOWER_BY : 0) }
    }
    return { ...(await deviceCodes.update(id, change).catch(asUnknown)), isTooFast }
  }

  async function spend(id: string, mark: string): Promise<void> {
    const change = (code: DeviceCode): DeviceCode => {
      if (code.spent) throw unknownCode()
      return { ...code, spent: true, spent_by: mark }
    }
    await deviceCodes.update(id, change).catch(asUnknown)
  }

  /** Of polls at once, one is answered; the others are told that, whatever stopped them. What this one spent is unspent again. */
  async function failed(id: string, mark: string): Promise<void> {
    const current = await deviceCodes.get(id)
    if (!current?.spent) return
    if (current.spent_by !== mark) throw unknownCode()
    // It was written, and the answer lost with the connection: nobody was told of anything.
    await deviceCodes.update(id, (code) => (code.spent_by === mark ? unspent(code) : code)).catch(asUnknown)
  }

  return {
    type: DEVICE_GRANT_TYPE,
    confidentialOnly: false,
    async authorize(client, form) {
      const id = tokenDigest(
        form.require('device_code', 'it came from the device authorization endpoint (RFC 8628 section 3.2).')
      )
      const code = await poll(id, client)
      const authorizationId = requireApproved(code, clock.nowSeconds())
      const standing = await requireStanding(client, authorizationId)
      const granted = narrowed(form, client, await settings.get(), standing)
      const mark = random.uuid()
      return {
        ...granted,
        subject: standing.authorization.sub,
        requestedScope: undefined,
        authorization: standing.authorization,
        refreshable: true,
        ...(granted.scope.includes('openid') && { idToken: {} }),
        // Last, as with a code: what can't be stored burns nothing.
        confirm: () => spend(id, mark),
        failed: () => failed(id, mark)
      }
    }
  }
}

function unspent({ spent: _spent, spent_by: _mark, ...code }: DeviceCode): DeviceCode {
  return code
}

/** RFC 8628 §3.5, in its words: what a device is told until there is something for it. */
function requireApproved(code: DeviceCode & { readonly isTooFast: boolean }, now: number): string {
  if (now >= endOf(code))
    throw new OAuthError(
      'expired_token',
      'device-expired',
      'The device code has expired; ask for a new one (RFC 8628 section 3.5).'
    )
  if (code.decision === 'denied')
    throw new OAuthError('access_denied', 'device-denied', 'The person refused (RFC 8628 section 3.5).')
  if (code.authorization_id !== undefined) return code.authorization_id
  if (code.isTooFast)
    throw new OAuthError(
      'slow_down',
      'device-polls-too-fast',
      `The device polls too fast; wait ${code.interval} seconds between two polls from now on (RFC 8628 section 3.5).`
    )
  throw new OAuthError(
    'authorization_pending',
    'device-code-pending',
    `The person has not decided yet; poll again in ${code.interval} seconds (RFC 8628 section 3.5).`
  )
}

/** One answer for codes that never were, were spent, or are another client's. */
function unknownCode(): OAuthError {
  return new OAuthError(
    'invalid_grant',
    'device-code-unknown',
    'The device code is not known to the server, was used before, or belongs to another client (RFC 8628 section 3.5).'
  )
}

function asUnknown(error: unknown): never {
  throw error instanceof StoreError && error.code === 'missing' ? unknownCode() : error
}
