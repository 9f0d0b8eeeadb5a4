import { defineStore } from 'pinia'
import { useApi } from '../../api'
import type { NewClaim, ShownClaim } from '../../../src-main/contract'
import { createPagedList } from '../lists/paged-list'

/** The claim rules: the page of the list that is looked at, and what can be done with one. */
export const useClaimsStore = defineStore('claims', () => {
  const { client: api } = useApi()
  const list = createPagedList(
    { search: '', sort: 'name', descending: false, offset: 0, limit: 25 },
    ({ search, offset, limit }) => api.claims.list({ search, offset, limit })
  )
  return {
    ...list,
    /** The rules for one client alone. */
    ofClient: async (client_id: string) => (await api.claims.list({ client_id, limit: 200 })).items,
    create: (rule: NewClaim): Promise<ShownClaim> => api.claims.create(rule),
    /** Replaces the whole rule but its id: what is left out is taken away. */
    update: (id: string, { id: _id, ...rule }: NewClaim): Promise<ShownClaim> =>
      api.claims.update({
        params: { id },
        body: { value: null, template: null, type: null, scope: null, client_id: null, ...rule }
      }),
    remove: (id: string) => api.claims.remove({ id })
  }
})
