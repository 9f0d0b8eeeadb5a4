import type { Log } from '../../../ports'

/** Whether the database can be used, as the last attempts tell. */
export interface Availability {
  failed(reason: string): void
  succeeded(): void
  /** Why it can't be used now; undefined: it can. */
  current(): string | undefined
}

/** Tells the log of an outage when it begins and when it ends, however many requests meet it. */
export function createAvailability({ log }: { log: Pick<Log, 'error' | 'info'> }): Availability {
  let problem: string | undefined
  return {
    failed(reason) {
      if (problem === undefined) log.error(`${reason}. Nothing is accepted until that is mended.`)
      problem = reason
    },
    succeeded() {
      if (problem !== undefined) log.info('The database can be read and written again.')
      problem = undefined
    },
    current: () => problem
  }
}
