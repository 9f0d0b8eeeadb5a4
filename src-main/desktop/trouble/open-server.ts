import { StoreError } from '../../ports'
import { beginWithout, findDataTrouble, troubleOf, type DataTrouble } from '../../recover-data'
import { createServer, type FriendlyServer, type ServerOptions } from '../../server'
import type { System } from '../../system'
import type { Decision } from './ask-about-data'

export interface ServerOpening {
  /** Asked at each try: what is loaded depends on what is there. */
  readonly options: () => ServerOptions
  readonly system: System
  /** The folder of the data; undefined: they lie in a database. */
  readonly folder: string | undefined
  readonly ask: (trouble: DataTrouble) => Promise<Decision>
  /** Called when everything was moved aside. */
  readonly begunAnew: () => void
}

/**
 * Makes the server, and asks what is to be done where its data are damaged. Undefined: the person would rather quit. Rejects with
 * what can't be mended by a decision.
 */
export async function openServer(opening: ServerOpening): Promise<FriendlyServer | undefined> {
  const { options, system, folder, ask } = opening
  const found = folder === undefined ? undefined : await findDataTrouble(folder, system)
  // Opening would go back to the backup by itself, and nobody would know.
  if (found && !(await mend(opening, found, await ask(found)))) return undefined
  for (;;) {
    try {
      return await createServer(options(), system)
    } catch (error) {
      const isDamaged = error instanceof StoreError && error.code === 'damaged'
      if (!isDamaged || folder === undefined) throw error
      const trouble = await troubleOf(folder, error)
      if (!(await mend(opening, trouble, await ask(trouble)))) return undefined
    }
  }
}

/** Does what was decided; false: nothing is to be done, and the app ends. */
async function mend(
  { system, folder, begunAnew }: ServerOpening,
  trouble: DataTrouble,
  decision: Decision
): Promise<boolean> {
  if (decision === 'quit' || folder === undefined) return false
  if (decision === 'restore') return true
  const part = decision === 'empty' ? 'everything' : 'state'
  const aside = await beginWithout(folder, part, system)
  if (part === 'everything') begunAnew()
  system.log.warn('Damaged data was moved aside on the wish of the person at the machine', {
    file: trouble.file,
    aside
  })
  return true
}
