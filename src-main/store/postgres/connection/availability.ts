import type { Log } from '../../../ports'

/** What is the matter: the database can't be had, or a row of its configuration can't be understood. */
export type Trouble = 'outage' | 'damage'

/** Whether the database can be used, as the last attempts tell. */
export interface Availability {
  failed(reason: string, trouble?: Trouble): void
  succeeded(): void
  /** Why it can't be used now; undefined: it can. */
  current(): string | undefined
}

const CONSEQUENCES: Readonly<Record<Trouble, string>> = {
  outage: 'Nothing is accepted until that is mended',
  damage: 'What is known here stays in force and can not be changed until that is mended'
}

/** Tells the log of an outage when it begins and when it ends, however many requests meet it. */
export function createAvailability({ log }: { log: Pick<Log, 'error' | 'info'> }): Availability {
  let problem: { readonly reason: string; readonly trouble: Trouble } | undefined
  return {
    failed(reason, trouble = 'outage') {
      if (problem?.trouble !== trouble) log.error(`${reason}. ${CONSEQUENCES[trouble]}.`)
      problem = { reason, trouble }
    },
    succeeded() {
      if (problem !== undefined) log.info('The database can be read and written again.')
      problem = undefined
    },
    current: () => problem?.reason
  }
}
