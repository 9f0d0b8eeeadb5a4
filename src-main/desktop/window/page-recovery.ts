import type { WebContents } from 'electron'
import type { Clock, Log } from '../../ports'

/** A page that dies this often within a minute would die for ever. */
const TRIES = 3
const WINDOW_MS = 60_000

export interface PageRecovery {
  readonly page: WebContents
  readonly clock: Clock
  readonly log: Log
  /** Hears that the page is loaded again, where it was. */
  readonly recovered: () => void
  /** Called instead of another reload when the page keeps dying. */
  readonly giveUp: () => void
}

/** Reloads a page whose process has died, where it was; the server lives on in this process and doesn't notice. */
export function reloadDeadPage({ page, clock, log, recovered, giveUp }: PageRecovery): void {
  let deathsMs: number[] = []
  page.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    const nowMs = clock.nowMs()
    deathsMs = [...deathsMs.filter((deathMs) => nowMs - deathMs < WINDOW_MS), nowMs]
    log.error('The panel’s page ended unexpectedly', { reason })
    if (deathsMs.length > TRIES) return giveUp()
    recovered()
    page.reload()
  })
}
