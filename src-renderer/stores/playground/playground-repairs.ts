import { FLOWS, type Draft, type Mismatch } from '../../../src-main/contract'
import type { PanelClient } from '../../api'

type Repair = NonNullable<Mismatch['repair']>

/** Mends through the contract what would make the server refuse a draft. `use_registered_method` changes the draft alone. */
export function repairDraft(api: PanelClient, draft: Draft, repair: Repair): Promise<unknown> {
  const { client_id, flow } = draft
  const repairs: Record<Repair, () => Promise<unknown>> = {
    switch_flow_on: () => api.settings.update({ flows: { [flow]: true } }),
    switch_method_on: () => switchMethodOn(api, draft),
    use_registered_method: () => Promise.resolve(),
    allow_grant: () => allowGrant(api, draft),
    generate_key: () => api.playground.generateKey({ client_id }),
    unblock: () => api.clients.unblock({ client_id }),
    start_server: () => api.server.start()
  }
  return repairs[repair]()
}

async function switchMethodOn(api: PanelClient, { client_id, method }: Draft): Promise<void> {
  const name = method ?? (await api.clients.get({ client_id })).token_endpoint_auth_method
  await api.settings.update({ client_authentication: { [name]: true } })
}

async function allowGrant(api: PanelClient, { client_id, flow }: Draft): Promise<void> {
  const { grant_types } = await api.clients.get({ client_id })
  const allowed = [...new Set([...grant_types, ...FLOWS[flow].grantTypes])]
  await api.clients.update({ params: { client_id }, body: { grant_types: allowed } })
}
