import { defineStore } from 'pinia'
import { useApi } from '../../api'

/** What a client would be given, for whoever looks. */
export const usePreviewStore = defineStore('preview', () => {
  const { client: api } = useApi()
  return {
    /** With a person when they sign in; without `username` when the client acts for itself. */
    show: (client_id: string, username?: string, scope?: string) =>
      api.preview.show({ client_id, username: username || undefined, scope: scope?.trim() || undefined })
  }
})
