import type { PowerMonitor } from 'electron'
import type { Clock, Log } from '../ports'

export interface PowerDeps {
  readonly powerMonitor: Pick<PowerMonitor, 'on'>
  readonly clock: Clock
  readonly log: Log
  /** Makes durable what was answered for. */
  readonly flush: () => Promise<void>
  /** Looks anew at what depends on the time. */
  readonly awake: () => void
}

/** A clock that is set right at waking moves by less. */
const TOLERATED_MS = 5_000

/** A machine that sleeps or is locked may lose its power: what was answered for is made durable. When it wakes, its clock is looked at. */
export function followPower({ powerMonitor, clock, log, flush, awake }: PowerDeps): void {
  let sleptAtMs: number | undefined
  const save = () =>
    void flush().catch((error: unknown) =>
      log.error('The data could not be made durable', { error: String(error) })
    )
  powerMonitor.on('suspend', () => {
    sleptAtMs = clock.nowMs()
    save()
  })
  powerMonitor.on('lock-screen', save)
  powerMonitor.on('resume', () => {
    const backMs = (sleptAtMs ?? 0) - clock.nowMs()
    if (backMs > TOLERATED_MS)
      log.warn('The clock of this machine went back while it slept: tokens live longer by that', {
        seconds: Math.round(backMs / 1000)
      })
    sleptAtMs = undefined
    awake()
  })
}
