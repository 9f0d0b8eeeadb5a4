import { defineStore } from 'pinia'
import { useApi } from '../../api'
import { createPagedList } from '../lists/paged-list'

/** The roles: the page of the list that is looked at, and what can be done with one. */
export const useRolesStore = defineStore('roles', () => {
  const { client: api } = useApi()
  const list = createPagedList(
    { search: '', sort: 'name', descending: false, offset: 0, limit: 25 },
    ({ sort: _sort, ...query }) => api.roles.list(query)
  )
  return {
    ...list,
    find: async (search: string, limit: number) =>
      (await api.roles.list({ search: search.trim() || undefined, limit })).items,
    usage: (name: string) => api.roles.usage({ name }),
    create: (name: string, description: string) => api.roles.create({ name, description }),
    describe: (name: string, description: string) =>
      api.roles.update({ params: { name }, body: { description } }),
    /** With `detach`, it is taken from everybody and every client that has it. */
    remove: (name: string, detach: boolean) => api.roles.remove({ name, detach })
  }
})
