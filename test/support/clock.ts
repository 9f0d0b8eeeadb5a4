import type { Clock } from '../../src-main/ports'

export interface TestClock extends Clock {
  /** Moves the time on, or back where it is negative. */
  advance(by: { seconds?: number; ms?: number }): void
  set(ms: number): void
}

/** A clock that stands still until it is moved; it starts on the given moment, in milliseconds since 1970. */
export function createTestClock(startMs = Date.UTC(2026, 0, 15, 12)): TestClock {
  let now = startMs
  return {
    nowMs: () => now,
    nowSeconds: () => Math.floor(now / 1000),
    advance({ seconds = 0, ms = 0 }) {
      now += seconds * 1000 + ms
    },
    set(ms) {
      now = ms
    }
  }
}
