import { defineStore } from 'pinia'
import { ref } from 'vue'
import { useApi } from '../../api'
import { createPagedList } from '../lists/paged-list'

export const AUDIT_RANGES = ['1h', '24h', '7d', '30d', 'all', 'custom'] as const
export type AuditRange = (typeof AUDIT_RANGES)[number]

const HOUR = 3_600_000
const SPANS: Partial<Record<AuditRange, number>> = {
  '1h': HOUR,
  '24h': 24 * HOUR,
  '7d': 168 * HOUR,
  '30d': 720 * HOUR
}

/** The audit trail: who did what to which object. */
export const useAuditStore = defineStore('audit', () => {
  const { client } = useApi()
  const events = ref<readonly string[]>([])
  const first = {
    search: '',
    sort: 'at',
    descending: true,
    offset: 0,
    limit: 50,
    event: '',
    user: '',
    client: '',
    range: '24h' as AuditRange,
    from: '',
    to: ''
  }
  const list = createPagedList(first, ({ event, user, client: client_id, range, from, to, offset, limit }) =>
    client.audit.list({
      ...(event !== '' && { event }),
      ...(user.trim() !== '' && { user: user.trim() }),
      ...(client_id.trim() !== '' && { client: client_id.trim() }),
      ...boundsOf(range, from, to),
      offset,
      limit
    })
  )

  async function loadEvents(): Promise<void> {
    events.value = await client.audit.events()
  }

  return { ...list, events, loadEvents }
})

function boundsOf(range: AuditRange, from: string, to: string): { from?: number; to?: number } {
  const span = SPANS[range]
  if (span !== undefined) return { from: Date.now() - span }
  if (range !== 'custom') return {}
  const [start, end] = [Date.parse(from), Date.parse(to)]
  return { ...(!Number.isNaN(start) && { from: start }), ...(!Number.isNaN(end) && { to: end }) }
}
