import type { Clock } from '../ports'

/** The machine's own time. */
export function createSystemClock(): Clock {
  return {
    nowMs: () => Date.now(),
    nowSeconds: () => Math.floor(Date.now() / 1000)
  }
}
