import { defineStore } from 'pinia'
import { useApi } from '../../api'
import type { ListedSession } from '../../../src-main/contract'
import { createPagedList } from '../lists/paged-list'

const PAGE = { search: '', descending: true, offset: 0, limit: 25 }
export type SessionSort = 'lastSeenAt' | 'createdAt'

/** Who is signed in: sessions for clients, sessions of the panel, and the latest sign-ins. */
export const useSessionsStore = defineStore('sessions', () => {
  const { client } = useApi()
  const first = { ...PAGE, sort: 'lastSeenAt' as SessionSort }
  const lists = {
    sign_in: createPagedList(first, (query) => client.sessions.list({ ...query, kind: 'sign_in' })),
    panel: createPagedList(first, (query) => client.sessions.list({ ...query, kind: 'panel' })),
    signIns: createPagedList({ ...PAGE, sort: 'at' }, ({ search, offset, limit }) =>
      client.sessions.signIns({ search, offset, limit })
    )
  }

  const end = ({ kind, id }: Pick<ListedSession, 'kind' | 'id'>) => client.sessions.end({ kind, id })
  /** Everything that a person has open, tokens included; how many sessions there were. */
  const endAllOf = async (username: string) => (await client.users.endSessions({ username })).ended
  const endAll = async (kind: ListedSession['kind']) => (await client.sessions.endAll({ kind })).ended

  return { lists, end, endAllOf, endAll }
})
