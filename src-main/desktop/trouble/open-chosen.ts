import { StoreError } from '../../ports'
import type { ChoicesFile } from '../choices/choices'
import type { DatabaseKeeper } from '../choices/database'
import type { DatabaseDecision } from './ask-about-database'

export interface ChosenOpening<Opened> {
  readonly choices: ChoicesFile
  readonly databases: DatabaseKeeper
  /** Opens the data in the database at this URL; undefined: those in the data folder. */
  readonly open: (database: string | undefined) => Promise<Opened>
  /** `trouble` says why the database can't be had; undefined: its URL can't be read. */
  readonly ask: (trouble: string | undefined) => Promise<DatabaseDecision>
}

/**
 * Opens the data where the person chose to keep them, and asks what is to be done while that database can't be had: no panel is
 * there to choose another one. Undefined: the person would rather quit. Rejects with everything that isn't about that database.
 */
export async function openChosen<Opened>(opening: ChosenOpening<Opened>): Promise<Opened | undefined> {
  const { choices, databases, open, ask } = opening
  for (;;) {
    const kept = choices.read().database
    const database = databases.open(kept)
    let trouble: string | undefined
    try {
      if (kept === undefined || database !== undefined) return await open(database)
    } catch (error) {
      if (kept === undefined || !(error instanceof StoreError)) throw error
      trouble = error.message
    }
    const decision = await ask(trouble)
    if (decision === 'quit') return undefined
    if (decision === 'folder') choices.change({ database: undefined })
  }
}
