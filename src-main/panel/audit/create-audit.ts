import type { AuditEvent } from '../../model'
import type { Store } from '../../ports'
import type { PanelBase } from '../base'

interface AuditFilter {
  readonly event?: string | undefined
  readonly user?: string | undefined
  readonly client?: string | undefined
  readonly outcome?: AuditEvent['outcome'] | undefined
  readonly from?: number | undefined
  readonly to?: number | undefined
}

/** Every procedure of `audit`. */
export function createAudit(base: PanelBase, { store }: { store: Pick<Store, 'auditEvents'> }) {
  return {
    list: base.audit.list.handler(async ({ input: { offset, limit, ...filter } }) => {
      const found = (await recorded(store, filter)).filter((event) => matches(event, filter))
      return { items: found.slice(offset, offset + limit).map(shown), total: found.length }
    }),

    events: base.audit.events.handler(async () => {
      const { items } = await store.auditEvents.list()
      return [...new Set(items.map(({ event }) => event))].sort()
    })
  }
}

/** Newest first; of one person or client by their index, so that the rest is not looked at. */
async function recorded(
  { auditEvents }: Pick<Store, 'auditEvents'>,
  { user, client }: AuditFilter
): Promise<readonly AuditEvent[]> {
  const where =
    user !== undefined
      ? { index: 'user' as const, value: user }
      : client !== undefined
        ? { index: 'client_id' as const, value: client }
        : undefined
  const { items } = await auditEvents.list({
    ...(where && { where }),
    sort: { by: 'at', descending: true }
  })
  return items
}

function matches(
  event: AuditEvent,
  { event: name, client, outcome, from = 0, to = Infinity }: AuditFilter
): boolean {
  return (
    (name === undefined || event.event === name || event.event.startsWith(`${name}.`)) &&
    (client === undefined || event.client_id === client || event.actor.name === client) &&
    (outcome === undefined || event.outcome === outcome) &&
    event.at >= from &&
    event.at <= to
  )
}

function shown({ exp: _exp, ...event }: AuditEvent) {
  return event
}
