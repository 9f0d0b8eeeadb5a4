import type { Clock } from '../ports'

/** Where an adjustable clock stands, beside the clock that it follows. */
export interface ClockState {
  /** Milliseconds since 1970, as everybody is told. */
  readonly nowMs: number
  /** Whether it stands still. */
  readonly frozen: boolean
  /** Milliseconds by which it differs from the clock that it follows. */
  readonly offsetMs: number
}

/** The one clock of a server. Whatever it says holds for everything that the server issues, checks and forgets. */
export interface AdjustableClock extends Clock {
  /** Stands still from now on; at the given moment, where there is one. */
  freeze(atMs?: number): void
  /** Moves the time on by so many milliseconds, back where they are negative; a frozen clock stays frozen. */
  advance(ms: number): void
  /** Follows the clock below again, without any difference. */
  resume(): void
  state(): ClockState
}

/** The machine's own time. */
export function createSystemClock(): Clock {
  return {
    nowMs: () => Date.now(),
    nowSeconds: () => Math.floor(Date.now() / 1000)
  }
}

/**
 * A clock that follows another one, the machine's own by default, until it is frozen or moved. Timers are not touched: what waits for
 * a moment waits in the machine's own time (see the port Scheduler).
 */
export function createAdjustableClock(base: Pick<Clock, 'nowMs'> = createSystemClock()): AdjustableClock {
  let offsetMs = 0
  let frozenAt: number | undefined
  const nowMs = () => frozenAt ?? base.nowMs() + offsetMs
  return {
    nowMs,
    nowSeconds: () => Math.floor(nowMs() / 1000),
    freeze(atMs = nowMs()) {
      frozenAt = atMs
    },
    advance(ms) {
      if (frozenAt === undefined) offsetMs += ms
      else frozenAt += ms
    },
    resume() {
      frozenAt = undefined
      offsetMs = 0
    },
    state: () => ({ nowMs: nowMs(), frozen: frozenAt !== undefined, offsetMs: nowMs() - base.nowMs() })
  }
}
