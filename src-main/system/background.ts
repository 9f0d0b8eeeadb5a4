/** What a server does while nobody waits for it, and what it takes up again and again. */
import { StoreError, type Log, type Scheduler } from '../ports'

/** How long what a server that died has left may lie before others look for it. */
const LOOK_EVERY_MS = 60_000

export interface Background {
  /** Aborts when the server ends. */
  readonly signal: AbortSignal
  /** Work that the server ends before it ends itself. */
  run(work: Promise<unknown>, whatFailed: string): void
  /** The same, for work that is left where it is then. */
  report(work: Promise<unknown>, whatFailed: string): void
  /** Does something now and again each minute; returns how to stop that. */
  regularly(work: () => void): () => void
  /** Lets go of what can be left where it is. */
  end(): void
  /** Resolves when the rest is done. */
  done(): Promise<unknown>
}

export function createBackground({
  log,
  scheduler
}: {
  log: Pick<Log, 'error'>
  scheduler: Scheduler
}): Background {
  const ending = new AbortController()
  const underway = new Set<Promise<void>>()
  const reportFailure = (whatFailed: string) => (error: unknown) =>
    // A store that can't be written is no defect, whose place in the code would be of use.
    log.error(whatFailed, error instanceof StoreError ? { reason: error.message } : { error })

  return {
    signal: ending.signal,
    run(work, whatFailed) {
      const done: Promise<void> = work.then(() => undefined, reportFailure(whatFailed))
      underway.add(done)
      void done.then(() => underway.delete(done))
    },
    report: (work, whatFailed) => void work.catch(reportFailure(whatFailed)),
    regularly(work) {
      let stop = () => undefined as void
      const next = () => {
        stop = scheduler.after(LOOK_EVERY_MS, next)
        work()
      }
      next()
      return () => stop()
    },
    end: () => ending.abort(),
    done: () => Promise.all(underway)
  }
}
