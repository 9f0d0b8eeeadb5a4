import { defineStore } from 'pinia'
import { useApi } from '../../api'
import { createPagedList } from '../lists/paged-list'
import type { ShownLogLine } from '../../../src-main/contract'

/** The latest lines of the server's own log, newest first. */
export const useLogsStore = defineStore('logs', () => {
  const { client } = useApi()
  const first = {
    search: '',
    sort: 'at',
    descending: true,
    offset: 0,
    limit: 200,
    level: 'debug' as ShownLogLine['level']
  }
  return createPagedList(first, ({ search, level, offset, limit }) =>
    client.logs.list({ ...(search !== undefined && { search }), level, offset, limit })
  )
})
