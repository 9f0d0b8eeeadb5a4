import type { Client, DeviceCode, Interaction } from '../../model'
import type { Store } from '../../ports'
import { barrierOf } from '../client-barrier'
import { DEVICE_GRANT_TYPE, type DeviceCodes } from '../device/device-codes'
import { OAuthError } from '../oauth-error'
import type { RefusalReason } from '../refusal-reason'
import type { AuthorizationRequest } from './authorization-request'
import type { ParseAuthorizationRequest } from './parse-authorization-request'
import type { Wish } from './steps/wish'

/** What an interaction is about: a client's request, or a device that waits. */
export type OpenRequest =
  | { readonly kind: 'client'; readonly wish: AuthorizationRequest }
  | { readonly kind: 'device'; readonly wish: Wish; readonly device: DeviceCode }

/**
 * The request of an interaction, checked as if it had just come: the client, the switches and the device may have changed
 * since. Throws as `parse`.
 */
export type OpenRequestOf = (interaction: Interaction) => Promise<OpenRequest>

export function createOpenRequestOf({
  parse,
  deviceCodes,
  clients,
  users,
  settings
}: {
  parse: ParseAuthorizationRequest
  deviceCodes: Pick<DeviceCodes, 'get'>
  clients: Store['clients']
  users: Store['users']
  settings: Store['settings']
}): OpenRequestOf {
  async function deviceRequest(id: string): Promise<OpenRequest> {
    const device = await deviceCodes.get(id)
    if (!device || device.decision)
      throw new OAuthError(
        'invalid_grant',
        'device-expired',
        'The device no longer waits for an answer; start the sign-in on the device again (RFC 8628 section 3.5).'
      )
    const client = await clients.get(device.client_id)
    const reason =
      (client && (await barrierOf(client, users))) ?? whyNot(client, (await settings.get()).flows.device)
    if (!client || reason)
      throw new OAuthError(
        'unauthorized_client',
        reason ?? 'client-unknown',
        'The application of this device may not sign people in any more.'
      )
    return { kind: 'device', device, wish: wishOf(device, client) }
  }

  return async (interaction) =>
    interaction.device_code_id === undefined
      ? { kind: 'client', wish: await parse(interaction.parameters, { resolved: true }) }
      : deviceRequest(interaction.device_code_id)
}

function whyNot(client: Client | undefined, isFlowOn: boolean): RefusalReason | undefined {
  if (client && !client.grant_types.includes(DEVICE_GRANT_TYPE)) return 'grant-type-not-allowed'
  return isFlowOn ? undefined : 'flow-off'
}

/** RFC 8628 §5.4: the person is always asked, since somebody else may have started it. */
function wishOf(device: DeviceCode, client: Client): Wish {
  const { scope, resources, authorization_details: authorizationDetails } = device
  return {
    client,
    scope: scope ? scope.split(' ') : [],
    prompt: ['consent'],
    acrValues: [],
    uiLocales: [],
    resources,
    ...(authorizationDetails && { authorizationDetails })
  }
}
