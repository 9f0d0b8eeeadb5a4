import type { Clock } from '../../src-main/ports'
import { createAdjustableClock } from '../../src-main/system/clock'

export interface TestClock extends Clock {
  /** Moves the time on, or back where it is negative. */
  advance(by: { seconds?: number; ms?: number }): void
  set(ms: number): void
}

/** The server's own clock, frozen until it is moved; it starts on the given moment, in milliseconds since 1970. */
export function createTestClock(startMs = Date.UTC(2026, 0, 15, 12)): TestClock {
  const clock = createAdjustableClock()
  clock.freeze(startMs)
  return {
    nowMs: clock.nowMs,
    nowSeconds: clock.nowSeconds,
    advance: ({ seconds = 0, ms = 0 }) => clock.advance(seconds * 1000 + ms),
    set: (ms) => clock.freeze(ms)
  }
}
