import type { TellSignIn, ToldSignIn } from '../../accounts'
import type { AuditEvent } from '../../model'
import type { Clock, Log, Random, Store } from '../../ports'

export type NotedEvent = Omit<AuditEvent, 'id' | 'at' | 'exp'>

export interface AuditTrail {
  /** Remembers it. Nobody waits for that, and nothing fails because of it; what can't be written stands in the log. */
  note(event: NotedEvent): void
  /** How a sign-in went, at the panel or for a client. */
  noteSignIn: TellSignIn
}

const DAY = 86_400
const LONGEST_NAME = 254

export function createAuditTrail(dependencies: {
  store: Pick<Store, 'auditEvents' | 'settings' | 'users'>
  clock: Clock
  random: Pick<Random, 'uuid'>
  log: Log
}): AuditTrail {
  const { store, clock, random, log } = dependencies

  async function write(event: NotedEvent): Promise<void> {
    const { audit_days } = (await store.settings.get()).traffic
    const exp = clock.nowSeconds() + audit_days * DAY
    await store.auditEvents.insert({ ...event, id: random.uuid(), at: clock.nowMs(), exp })
  }

  function note(event: NotedEvent): void {
    write(event).catch((error: unknown) =>
      log.error('An event of the audit trail could not be written', { event: event.event, error })
    )
  }

  /** The person by name, since names are what a reader looks for. */
  async function noteSignIn({ outcome, sub, username, client_id, ip }: ToldSignIn): Promise<void> {
    const [user] = sub === undefined ? [] : await store.users.find('sub', sub)
    const name = (user?.username ?? username)?.slice(0, LONGEST_NAME)
    note({
      event: `sign-in.${outcome}`,
      outcome: outcome === 'succeeded' ? 'done' : 'refused',
      actor: user ? { kind: 'user', name: user.username } : { kind: 'nobody' },
      ...(name !== undefined && { username: name }),
      ...(client_id !== undefined && { client_id }),
      ip
    })
  }

  return {
    note,
    noteSignIn: (told) =>
      void noteSignIn(told).catch((error: unknown) => log.error('A sign-in could not be noted', { error }))
  }
}
