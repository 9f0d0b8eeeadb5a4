import type { AuditEvent } from '../../model'
import type { Store } from '../../ports'
import type { PanelBase } from '../access/base'

/** As many events as are read together. */
const AT_ONCE = 5000

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
      const found = await recorded(store, filter)
      return { items: found.slice(offset, offset + limit).map(shown), total: found.length }
    }),

    events: base.audit.events.handler(async () => {
      const names = new Set<string>()
      for await (const events of store.auditEvents.batches(AT_ONCE))
        for (const { event } of events) names.add(event)
      return [...names].sort()
    })
  }
}

/** Newest first; of one person or client by their index, so that the rest is not looked at. */
async function recorded(
  { auditEvents }: Pick<Store, 'auditEvents'>,
  filter: AuditFilter
): Promise<readonly AuditEvent[]> {
  const { user, client } = filter
  const found: AuditEvent[] = []
  const take = (events: readonly AuditEvent[]) => {
    for (const event of events) if (matches(event, filter)) found.push(event)
  }
  if (user !== undefined) take(await auditEvents.find('user', user))
  else if (client !== undefined) take(await auditEvents.find('client_id', client))
  else for await (const events of auditEvents.batches(AT_ONCE)) take(events)
  return found.sort((one, other) => other.at - one.at || (one.id < other.id ? 1 : -1))
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
