/**
 * What can be done about a data folder that can't be opened as it is: going back to a backup, or beginning anew with what is
 * damaged moved aside. A host that has somebody to ask offers it; nothing is deleted, and nothing happens unasked.
 */
import type { StoreError } from './ports'
import { findUsableBackup, lookIntoFolder, setAside, type UsableBackup } from './store'
import type { System } from './system'

/** What is wrong with a data folder, and what would help. */
export interface DataTrouble {
  /** In a sentence, which names the file. */
  readonly message: string
  readonly file: string
  /** The backup that opening the folder goes back to; undefined: opening it is refused. */
  readonly backup?: UsableBackup
  /** Whether clients, people and settings are whole, so that only sessions and tokens would be lost. */
  readonly isStateAlone: boolean
}

/**
 * Looks whether the configuration in a folder is damaged, before it is opened: opening would go back to a backup by itself.
 * Undefined: it isn't. Takes no lock and changes nothing.
 */
export async function findDataTrouble(
  folder: string,
  { clock }: Pick<System, 'clock'>
): Promise<DataTrouble | undefined> {
  const { damage, damagedFile: file } = await lookIntoFolder(folder)
  if (damage === undefined || file === undefined) return undefined
  const backup = await findUsableBackup(folder, clock)
  return { message: damage, file, ...(backup && { backup }), isStateAlone: false }
}

/** The same of an error that opening a folder was refused with. */
export async function troubleOf(
  folder: string,
  { message, file = folder }: StoreError
): Promise<DataTrouble> {
  const { damage } = await lookIntoFolder(folder)
  return { message, file, isStateAlone: damage === undefined }
}

/** Moves sessions and tokens, or everything, into a folder beside them, so that the next start begins without. Throws StoreError. */
export function beginWithout(
  folder: string,
  part: 'state' | 'everything',
  { clock, random }: Pick<System, 'clock' | 'random'>
): Promise<string> {
  return setAside(folder, part, { clock, random })
}
