import type { Client, LogoutDelivery, SignInSession } from '../../model'
import type { Clock, Log, Random, Scheduler, Store } from '../../ports'
import type { SendLogout } from './send-logout'

/** After how many milliseconds a delivery that failed is tried again: three times more, and then no more. */
const RETRY_AFTER_MS = [1_000, 5_000, 30_000]

/** Seconds for which the record of a delivery is kept. */
const KEPT = 7 * 86_400

/** Telling clients of a sign-out behind the browser's back (OpenID Connect Back-Channel Logout §2.5). */
export interface BackChannel {
  /** Notes whom to tell, and begins to; never waits for a client. */
  tell(session: Pick<SignInSession, 'sub' | 'sid'>, clients: readonly Client[]): Promise<void>
  /** Takes up what an earlier run of the server left undone. */
  resume(): Promise<void>
}

export function createBackChannel({
  logoutDeliveries,
  clients,
  send,
  scheduler,
  clock,
  random,
  log
}: Pick<Store, 'logoutDeliveries' | 'clients'> & {
  send: SendLogout
  scheduler: Scheduler
  clock: Clock
  random: Random
  log: Log
}): BackChannel {
  /** The deliveries that this process is at, so that none is made twice. */
  const underway = new Set<string>()

  function begin(id: string): void {
    attempt(id).catch((error: unknown) => {
      underway.delete(id)
      log.error('A delivery of a logout could not be noted', { delivery: id, error: String(error) })
    })
  }

  async function attempt(id: string): Promise<void> {
    underway.add(id)
    const delivery = await logoutDeliveries.get(id)
    const client = delivery && (await clients.get(delivery.client_id))
    if (delivery?.status !== 'waiting' || !client) return void underway.delete(id)
    const sent = await send(client, delivery)
    const delay = sent.outcome === 'failed' ? RETRY_AFTER_MS[delivery.tries] : undefined
    // Another server on the same store may have been at it too; what is settled stays.
    await logoutDeliveries.update(id, (current) =>
      current.status === 'waiting' ? noted(current, sent, delay !== undefined) : current
    )
    if (sent.outcome !== 'delivered') tellOfProblem(delivery, sent.problem, delay)
    if (delay === undefined) underway.delete(id)
    else scheduler.after(delay, () => begin(id))
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
      for (const { id } of waiting) if (!underway.has(id)) begin(id)
    }
  }
}

function noted(
  { problem: _before, ...delivery }: LogoutDelivery,
  sent: Awaited<ReturnType<SendLogout>>,
  isTriedAgain: boolean
): LogoutDelivery {
  const tries = delivery.tries + 1
  if (sent.outcome === 'delivered') return { ...delivery, tries, status: 'delivered' }
  return { ...delivery, tries, status: isTriedAgain ? 'waiting' : 'failed', problem: sent.problem }
}
