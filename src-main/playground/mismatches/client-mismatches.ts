import type { Mismatch } from '../../contract'
import { displayNameOf, isConfidential } from '../../model'
import type { Plan } from '../plan/plan'
import { present } from './present'

/** What the client is not registered for. */
export function clientMismatches({ client, flow, method, draft }: Plan): Mismatch[] {
  if (!client) return [{ id: 'client_unknown', values: { client_id: draft.client_id } }]
  const values = { name: displayNameOf(client), client_id: client.client_id }
  const registered = client.token_endpoint_auth_method
  const missing = flow.grantTypes.find((grantType) => !client.grant_types.includes(grantType))
  const isPublic = flow.confidentialOnly && !isConfidential(client)
  return present([
    client.blocked && { id: 'client_blocked', values, repair: 'unblock' },
    method !== registered && {
      id: 'method_differs',
      values: { ...values, method, registered },
      repair: 'use_registered_method'
    },
    isPublic && { id: 'public_client', values: { ...values, grant_type: flow.grantTypes[0] ?? '' } },
    // A public client can't be allowed the grant either, so that repair would lead nowhere.
    !isPublic &&
      missing !== undefined && {
        id: 'grant_not_allowed',
        values: { ...values, grant_type: missing },
        repair: 'allow_grant'
      },
    client.dpop_bound_access_tokens && !draft.dpop && { id: 'dpop_required', values, repair: 'use_dpop' }
  ])
}
