import type { Scheduler } from '../ports'

/** Timers that don't keep the process alive: what waits is in the store, and is taken up again after a start. */
export function createScheduler(): Scheduler {
  return {
    after(milliseconds, work) {
      const timer = setTimeout(work, milliseconds)
      timer.unref()
      return () => clearTimeout(timer)
    }
  }
}
