import type { ExchangeRepair } from '../../../src-main/contract'
import { useApi, type PanelClient } from '../../api'

type Undo = () => Promise<unknown>

/** Where a repair leads that is a person's to make. */
export function placeOfRepair(
  repair: ExchangeRepair
): { path: string; query?: Record<string, string> } | undefined {
  switch (repair.id) {
    case 'create_client':
      return { path: '/clients', query: { new: '1' } }
    case 'open_client':
      return { path: `/clients/${encodeURIComponent(repair.client_id)}` }
    case 'open_flows':
      return { path: '/flows' }
    default:
      return undefined
  }
}

/** Makes the one change that lets a request pass; returns what takes it back. */
export function useExchangeRepairs(): (repair: ExchangeRepair) => Promise<Undo | undefined> {
  const { client } = useApi()
  return (repair) => mend(client, repair)
}

async function mend(api: PanelClient, repair: ExchangeRepair): Promise<Undo | undefined> {
  switch (repair.id) {
    case 'add_redirect_uri':
      return addTo(api, repair.client_id, 'redirect_uris', [repair.redirect_uri])
    case 'allow_grant':
      return addTo(api, repair.client_id, 'grant_types', [repair.grant_type])
    case 'allow_response_type':
      return addTo(api, repair.client_id, 'response_types', [repair.response_type])
    case 'allow_scope':
      return allowScope(api, repair)
    case 'unblock_client': {
      const { client_id } = repair
      await api.clients.unblock({ client_id })
      return () => api.clients.block({ client_id })
    }
    default:
      return undefined
  }
}

async function addTo(
  api: PanelClient,
  client_id: string,
  field: 'redirect_uris' | 'grant_types' | 'response_types',
  values: readonly string[]
): Promise<Undo> {
  const params = { client_id }
  const before: readonly string[] = (await api.clients.get(params))[field] ?? []
  // The contract checks what a list may hold; an exchange can name anything.
  const set = (list: readonly string[]) => api.clients.update({ params, body: { [field]: [...list] } })
  await set([...new Set([...before, ...values])])
  return () => set(before)
}

async function allowScope(
  api: PanelClient,
  { client_id, scope }: Extract<ExchangeRepair, { id: 'allow_scope' }>
): Promise<Undo> {
  const params = { client_id }
  const before = (await api.clients.get(params)).scope ?? ''
  const all = new Set([...before.split(' '), ...scope.split(' ')].filter((one) => one !== ''))
  await api.clients.update({ params, body: { scope: [...all].join(' ') } })
  return () => api.clients.update({ params, body: { scope: before } })
}
