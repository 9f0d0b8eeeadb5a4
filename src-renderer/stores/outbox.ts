import { defineStore } from 'pinia'
import { useApi } from '../api'
import { withoutHidden, type Settings } from '../../src-main/contract'
import { useLiveStore } from './live'
import { createPagedList } from './lists/paged-list'

/** The messages that the server wrote, newest first; new ones come by themselves. */
export const useOutboxStore = defineStore('outbox', () => {
  const { client } = useApi()
  const list = createPagedList(
    { search: '', sort: 'at', descending: true, offset: 0, limit: 25 },
    ({ search, offset, limit }) => client.mail.list({ search, offset, limit })
  )

  useLiveStore().subscribe((event) => {
    if (event.type === 'mail' && list.status.value !== 'waiting') void list.load()
  })

  /** Forgets every message; how many there were. */
  async function clear(): Promise<number> {
    const { removed } = await client.mail.clear()
    await list.ask({})
    return removed
  }

  async function restore(): Promise<void> {
    await client.mail.restore()
    await list.ask({})
  }

  /** Sends a test message with these SMTP settings, which need not be saved. */
  const sendTest = (to: string, mail: Settings['mail']) => {
    const { host, port, security, user, password, from } = mail
    const tried = withoutHidden({ host: host ?? undefined, port, security, user, password, from })
    return client.mail.sendTest({ to, settings: tried })
  }

  return { ...list, clear, restore, sendTest }
})
