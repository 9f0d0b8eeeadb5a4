import { AsyncIteratorClass } from '@orpc/server'
import type { Accounts } from '../accounts'
import type { LiveEvent } from '../contract'
import type { Inspector } from '../inspector'
import { hasAccess } from '../model'
import type { FaultBoard, Store } from '../ports'
import type { PanelBase } from './access/base'
import { accessOf, type PanelContext } from './access/context'
import { createEventQueue, type EventQueue } from './event-queue'
import type { ImportProgress } from './profile'
import type { ServerControl } from './server/server-control'

export interface LiveDependencies {
  readonly store: Pick<Store, 'subscribe'>
  readonly inspector: Pick<Inspector, 'subscribe'>
  readonly accounts: { readonly outbox: Pick<Accounts['outbox'], 'subscribe'> }
  readonly faults: Pick<FaultBoard, 'subscribe'>
  readonly serverControl: Pick<ServerControl, 'state' | 'subscribe'>
  readonly importProgress: Pick<ImportProgress, 'subscribe'>
}

/** Events that may wait for one reader. */
const QUEUE_LIMIT = 500

/** Every procedure of `live`. */
export function createLive(base: PanelBase, dependencies: LiveDependencies) {
  return {
    watch: base.live.watch.handler(({ context, signal }) => watch(dependencies, context, signal))
  }
}

/** What happens from now on, until the reader leaves, its transport ends, or whoever asks may no longer. */
function watch(
  dependencies: LiveDependencies,
  context: PanelContext,
  signal: AbortSignal | undefined
): AsyncIteratorClass<LiveEvent, undefined, void> {
  const serverEvent = (): LiveEvent => ({ type: 'server', state: dependencies.serverControl.state() })
  // Whoever lost events is told that everything may have changed, and loads anew.
  const queue = createEventQueue<LiveEvent>(QUEUE_LIMIT, () => [
    serverEvent(),
    { type: 'changed', what: 'everything' }
  ])
  queue.push(serverEvent())
  const leave = subscribe(dependencies, context, queue, serverEvent)
  const signals = [signal, context.ends].filter((one) => one !== undefined)
  for (const one of signals) one.addEventListener('abort', queue.close, { once: true })
  if (signals.some((one) => one.aborted)) queue.close()

  return new AsyncIteratorClass(
    async (): Promise<IteratorResult<LiveEvent, undefined>> => {
      const event = await queue.next()
      const ended = event === undefined || !((await context.stillAllowed?.()) ?? true)
      return ended ? { done: true, value: undefined } : { done: false, value: event }
    },
    async () => {
      leave()
      queue.close()
      for (const one of signals) one.removeEventListener('abort', queue.close)
    }
  )
}

/** Users hear of the server alone; whoever has the desktop app around them, of that; moderators of records and requests too; administrators of mail besides; whoever imports, of how far that is. */
function subscribe(
  { store, inspector, faults, accounts, serverControl, importProgress }: LiveDependencies,
  { actor, desktop }: PanelContext,
  queue: EventQueue<LiveEvent>,
  serverEvent: () => LiveEvent
): () => void {
  const leave = [
    serverControl.subscribe(() => queue.push(serverEvent())),
    importProgress.subscribe(actor, queue.push)
  ]
  if (desktop) leave.push(desktop.subscribe(() => queue.push({ type: 'desktop', state: desktop.state() })))
  if (hasAccess(accessOf(actor), 'moderator'))
    leave.push(
      store.subscribe(({ what, keys }) =>
        queue.push({ type: 'changed', what, ...(keys ? { keys: [...keys] } : {}) })
      ),
      inspector.subscribe((exchange) => queue.push({ type: 'exchange', exchange })),
      faults.subscribe(() => queue.push({ type: 'changed', what: 'faults' }))
    )
  if (hasAccess(accessOf(actor), 'administrator'))
    leave.push(accounts.outbox.subscribe(({ id, status }) => queue.push({ type: 'mail', id, status })))
  return () => leave.forEach((stop) => stop())
}
