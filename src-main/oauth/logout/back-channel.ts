import type { Client, Lease, LogoutDelivery, SignInSession } from '../../model'
import type { Clock, Leases, Log, Random, Scheduler, Store } from '../../ports'
import type { SendLogout } from './send-logout'

/** After how many milliseconds a delivery that failed is tried again: three times more, and then no more. */
const RETRY_AFTER_MS = [1_000, 5_000, 30_000]

/** Milliseconds after which whoever tells a client has died: a client that is slow is given up on much sooner. */
const LONGEST_ATTEMPT = 60_000

/** Seconds for which the record of a delivery is kept. */
const KEPT = 7 * 86_400

/** Telling clients of a sign-out behind the browser's back (OpenID Connect Back-Channel Logout §2.5). */
export interface BackChannel {
  /** Notes whom to tell, and begins to; never waits for a client. */
  tell(session: Pick<SignInSession, 'sub' | 'sid'>, clients: readonly Client[]): Promise<void>
  /** Takes up what nobody is at: an earlier run of the server left it undone, or another server that died. */
  resume(): Promise<void>
}

export function createBackChannel({
  logoutDeliveries,
  clients,
  send,
  scheduler,
  leases,
  clock,
  random,
  log
}: Pick<Store, 'logoutDeliveries' | 'clients'> & {
  send: SendLogout
  scheduler: Scheduler
  leases: Leases
  clock: Clock
  random: Random
  log: Log
}): BackChannel {
  /** The deliveries that this process is at, so that none is made twice. */
  const underway = new Set<string>()

  /** Whoever notes a delivery and who takes up what waits may both come to it. */
  function begin(id: string): void {
    if (underway.has(id)) return
    underway.add(id)
    go(id)
  }

  function go(id: string): void {
    attempt(id).catch((error: unknown) => {
      underway.delete(id)
      log.error('A delivery of a logout could not be noted', { delivery: id, error: String(error) })
    })
  }

  async function attempt(id: string): Promise<void> {
    const delivery = await claim(id)
    if (!delivery) return void underway.delete(id)
    const client = await clients.get(delivery.client_id)
    if (!client) return forget(id)
    const sent = await send(client, delivery)
    const delay = sent.outcome === 'failed' ? RETRY_AFTER_MS[delivery.tries] : undefined
    const lease = delay === undefined ? undefined : leases.take(delay + LONGEST_ATTEMPT)
    // Another server took it up meanwhile: what is settled stays.
    await logoutDeliveries.update(id, (current) =>
      current.status === 'waiting' && leases.isOwn(current.lease) ? noted(current, sent, lease) : current
    )
    if (sent.outcome !== 'delivered') tellOfProblem(delivery, sent.problem, delay)
    if (delay === undefined) underway.delete(id)
    else scheduler.after(delay, () => go(id))
  }

  /** A client that is gone needs to know nothing. */
  async function forget(id: string): Promise<void> {
    await logoutDeliveries.remove(id)
    underway.delete(id)
  }

  /** The delivery, now this server's to make; undefined: there is nothing to do, or another server does it. */
  async function claim(id: string): Promise<LogoutDelivery | undefined> {
    if ((await logoutDeliveries.get(id))?.status !== 'waiting') return undefined
    let isMine = false
    const delivery = await logoutDeliveries.update(id, (current) => {
      isMine = current.status === 'waiting' && !leases.isElsewhere(current.lease)
      return isMine ? { ...current, lease: leases.take(LONGEST_ATTEMPT) } : current
    })
    return isMine ? delivery : undefined
  }

  function tellOfProblem({ client_id, tries }: LogoutDelivery, problem: string, delay?: number): void {
    const next = delay === undefined ? 'given up' : `again in ${delay / 1000} s`
    log.warn('A client could not be told of a sign-out', { client_id, tries: tries + 1, problem, next })
  }

  return {
    async tell({ sub, sid }, told) {
      const at = clock.nowSeconds()
      for (const { client_id, backchannel_logout_uri } of told) {
        if (backchannel_logout_uri === undefined) continue
        const id = random.uuid()
        await logoutDeliveries.insert({
          id,
          client_id,
          sub,
          sid,
          status: 'waiting',
          tries: 0,
          at,
          exp: at + KEPT
        })
        begin(id)
      }
    },

    async resume() {
      const waiting = await logoutDeliveries.find('status', 'waiting')
      for (const { id } of waiting) begin(id)
    }
  }
}

function noted(
  { problem: _before, lease: _lease, ...delivery }: LogoutDelivery,
  sent: Awaited<ReturnType<SendLogout>>,
  nextLease: Lease | undefined
): LogoutDelivery {
  const tries = delivery.tries + 1
  if (sent.outcome === 'delivered') return { ...delivery, tries, status: 'delivered' }
  const { problem } = sent
  return nextLease
    ? { ...delivery, tries, status: 'waiting', problem, lease: nextLease }
    : { ...delivery, tries, status: 'failed', problem }
}
