import { defineStore } from 'pinia'
import { useApi } from '../../api'
import type { ShownClient } from '../../../src-main/contract'

const PAGE = 100

/** What a move to another port asks of the server; every client may name the port in its addresses. */
export const usePortStore = defineStore('port', () => {
  const { client: api } = useApi()

  async function allClients(): Promise<ShownClient[]> {
    const found: ShownClient[] = []
    for (;;) {
      const { items, total } = await api.clients.list({ offset: found.length, limit: PAGE })
      found.push(...items)
      if (!items.length || found.length >= total) return found
    }
  }

  /** The port that is listened on from the next start on. */
  const choose = (port: number) => api.settings.update({ listen: { port } })

  return { allClients, choose }
})
