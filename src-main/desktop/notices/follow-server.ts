import { createRouterClient } from '@orpc/server'
import type { Log, Scheduler } from '../../ports'
import type { FriendlyServer } from '../../server'
import type { Notices } from './create-notices'

/** Milliseconds between two looks at what needs attention. */
const LOOK_EVERY_MS = 6 * 3_600_000

/** Tells the notices what happens at the server; returns how to look at what needs attention at once. */
export function tellNotices(
  notices: Notices,
  server: FriendlyServer,
  { log, scheduler }: { log: Pick<Log, 'warn'>; scheduler: Scheduler }
): () => void {
  const overview = async () => {
    const context = { actor: { kind: 'local' }, capabilities: [] } as const
    return createRouterClient(await server.panel(), { context }).server.overview()
  }
  const look = () =>
    void overview()
      .then(({ attention }) => notices.attention(attention))
      .catch((error: unknown) =>
        log.warn('What needs attention could not be looked at', { error: String(error) })
      )
  const lookAgain = () =>
    void scheduler.after(LOOK_EVERY_MS, () => {
      look()
      lookAgain()
    })
  server.subscribe(notices.server)
  server.inspector.subscribe(notices.exchange)
  look()
  lookAgain()
  return look
}
