import type { Exchanges } from '../../contract'
import type { Inspector } from '../../inspector'
import type { Scheduler } from '../../ports'
import type { PanelContext } from '../access/context'
import type { TrafficView } from './traffic-view'

interface Wait {
  readonly filter: string
  readonly after: number
  readonly count: number
  readonly timeoutSeconds: number
}

/** How long what comes in a rush is left to gather before it is looked at, in milliseconds. */
const GATHER = 20

/** Answers as soon as `count` exchanges match; when the time is up, with those that do. */
export function createWait({
  inspector,
  scheduler,
  view
}: {
  inspector: Pick<Inspector, 'subscribe'>
  scheduler: Scheduler
  view: TrafficView
}) {
  return async (
    { filter, after, count, timeoutSeconds }: Wait,
    context: PanelContext,
    signal: AbortSignal | undefined
  ): Promise<Exchanges> => {
    const look = () => view.page({ filter, after, offset: 0, limit: 500 }, context)
    const end = deadline(timeoutSeconds * 1000, scheduler, [signal, context.ends])
    try {
      for (;;) {
        const next = nextExchange(inspector, scheduler, end.signal)
        const page = await look()
        if (page.total >= count || end.signal.aborted) return page
        await next
      }
    } finally {
      end.callOff()
    }
  }
}

/** Aborts when the time is up, or when whoever waits has gone. */
function deadline(milliseconds: number, scheduler: Scheduler, signals: readonly (AbortSignal | undefined)[]) {
  const end = new AbortController()
  const abort = () => end.abort()
  const forget = scheduler.after(milliseconds, abort)
  for (const signal of signals) signal?.addEventListener('abort', abort, { once: true })
  if (signals.some((signal) => signal?.aborted)) abort()
  return {
    signal: end.signal,
    callOff() {
      abort()
      forget()
      for (const signal of signals) signal?.removeEventListener('abort', abort)
    }
  }
}

function nextExchange(
  inspector: Pick<Inspector, 'subscribe'>,
  scheduler: Scheduler,
  end: AbortSignal
): Promise<void> {
  return new Promise((resolve) => {
    const leave = inspector.subscribe(() => {
      leave()
      scheduler.after(GATHER, resolve)
    })
    const stop = () => {
      leave()
      resolve()
    }
    if (end.aborted) stop()
    else end.addEventListener('abort', stop, { once: true })
  })
}
