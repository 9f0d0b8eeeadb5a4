import { defineStore } from 'pinia'
import { useApi } from '../../api'
import { createPagedList } from '../lists/paged-list'

/** What can be said of a scope. */
export interface ScopeFields {
  description: string
  claims: string[]
  roles: string[]
}

/** The scopes: the page of the list that is looked at, and what can be done with one. */
export const useScopesStore = defineStore('scopes', () => {
  const { client: api } = useApi()
  const list = createPagedList(
    { search: '', sort: 'name', descending: false, offset: 0, limit: 25 },
    ({ search, offset, limit }) => api.scopes.list({ search, offset, limit })
  )
  return {
    ...list,
    find: async (search: string, limit: number) =>
      (await api.scopes.list({ search: search.trim() || undefined, limit })).items,
    usage: (name: string) => api.scopes.usage({ name }),
    create: (name: string, fields: ScopeFields) => api.scopes.create({ name, ...fields }),
    update: (name: string, body: Partial<ScopeFields>) => api.scopes.update({ params: { name }, body }),
    /** With `detach`, it is taken from every client that may ask for it. */
    remove: (name: string, detach: boolean) => api.scopes.remove({ name, detach })
  }
})
