import type { Log } from '../../ports'
import { reasonOf } from './unwritable'

/** What of the store can fail to be written, each by itself. */
export type TroubleSource = 'configuration' | 'state'

/** Whether the folder can be written, as the last attempts tell. */
export interface Trouble {
  failed(source: TroubleSource, reason: string): void
  succeeded(source: TroubleSource): void
  /** Reports what `look` throws. */
  watch(source: TroubleSource, look: () => void): void
  /** Why it can't be written now; undefined: it can. */
  current(): string | undefined
  stop(): void
}

const RETRY_MS = 1000

/**
 * Remembers failures of writing and tries again each second while there is one, so that the store recovers by itself even
 * when nobody writes. It keeps no process alive.
 */
export function createTrouble(deps: {
  log: Pick<Log, 'error' | 'info'>
  /** Tries whether writing works again, and reports to `failed` or `succeeded`; never rejects. */
  probe: (source: TroubleSource) => Promise<void>
}): Trouble {
  const reasons = new Map<TroubleSource, string>()
  let timer: NodeJS.Timeout | undefined

  function stop(): void {
    clearTimeout(timer)
    timer = undefined
  }

  function scheduleProbe(): void {
    if (timer) return
    timer = setTimeout(() => void probeAll(), RETRY_MS)
    timer.unref()
  }

  async function probeAll(): Promise<void> {
    timer = undefined
    for (const source of [...reasons.keys()]) await deps.probe(source)
    if (reasons.size > 0) scheduleProbe()
  }

  function failed(source: TroubleSource, reason: string): void {
    if (reasons.get(source) !== reason)
      deps.log.error(`The data can't be written: ${reason}. Nothing is accepted until that is mended.`)
    reasons.set(source, reason)
    scheduleProbe()
  }

  return {
    failed,
    watch(source, look) {
      try {
        look()
      } catch (cause) {
        failed(source, reasonOf(cause))
      }
    },
    succeeded(source) {
      if (!reasons.delete(source)) return
      deps.log.info('The data can be written again.')
      if (reasons.size === 0) stop()
    },
    current: () => reasons.values().next().value,
    stop
  }
}
