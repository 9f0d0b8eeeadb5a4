import type { Scheduler } from '../../src-main/ports'

/** What waits for a moment waits until a test says that it has come. */
export interface ManualScheduler extends Scheduler {
  /** Runs what waits now; what that schedules waits for the next time. */
  runAll(): void
}

export function createManualScheduler(): ManualScheduler {
  const waiting = new Set<() => void>()
  return {
    after(_milliseconds, work) {
      waiting.add(work)
      return () => void waiting.delete(work)
    },
    runAll() {
      const due = [...waiting]
      waiting.clear()
      for (const work of due) work()
    }
  }
}
