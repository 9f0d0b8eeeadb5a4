import type { DeviceCode } from '../../../model'
import type { Store } from '../../../ports'
import type { DeviceCodes } from '../../device/device-codes'
import { endOf } from '../../device/device-life'
import type { OAuthError } from '../../oauth-error'
import type { AuthorizationOutcome } from '../steps/authorization-outcome'
import type { GrantAuthorization } from '../grant-authorization'
import type { SignedIn } from '../steps/situation'
import type { Wish } from '../steps/wish'

/** Lets a device know what its person decided; it learns it when it polls (RFC 8628 §3.3 to §3.5). */
export interface AnswerDevice {
  approve(
    request: { readonly wish: Wish; readonly device: DeviceCode },
    agreed: { readonly session: SignedIn['session']; readonly scope: readonly string[] }
  ): Promise<AuthorizationOutcome>
  deny(
    request: { readonly wish: Wish; readonly device: DeviceCode },
    refusal: OAuthError
  ): Promise<AuthorizationOutcome>
}

export function createAnswerDevice({
  deviceCodes,
  authorizations,
  grantAuthorization
}: {
  deviceCodes: Pick<DeviceCodes, 'approve' | 'deny'>
  authorizations: Store['authorizations']
  grantAuthorization: GrantAuthorization
}): AnswerDevice {
  const outcome = ({ client }: Wish) => ({ kind: 'device', client, client_id: client.client_id }) as const

  return {
    async approve({ wish, device }, { session, scope }) {
      // The device has until its code expires to fetch what it gets.
      const { id } = await grantAuthorization({ wish, session, scope, exp: endOf(device) })
      try {
        await deviceCodes.approve(device.id, id)
      } catch (error) {
        await authorizations.remove(id) // Nobody will fetch it.
        throw error
      }
      return { ...outcome(wish), decision: 'approved' }
    },
    async deny({ wish, device }, refusal) {
      await deviceCodes.deny(device.id)
      return { ...outcome(wish), decision: 'denied', refusal }
    }
  }
}
