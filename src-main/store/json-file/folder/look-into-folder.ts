import type { Settings } from '../../../model'
import { StoreError } from '../../../ports'
import { parseBytes } from '../configuration/configuration-document'
import { layoutOf } from './folder'
import { holderOf } from './lock'
import { readBytes } from './open-file'
import { MIGRATIONS } from '../migration'
import { codeOf, unwritable } from '../unwritable'

/** What a data folder tells to somebody who passes by. */
export interface FolderContent {
  /** Left out: there are none, or none that can be read. */
  readonly settings?: Settings
  /** Why what stands there can't be used. */
  readonly damage?: string
  /** The file that is damaged; left out: none, or what is in the way is something else. */
  readonly damagedFile?: string
  /** The process that has it open. */
  readonly heldBy?: number
}

/** Looks into a data folder that somebody else may have open: takes no lock, makes and changes nothing, and never rejects. */
export async function lookIntoFolder(folder: string): Promise<FolderContent> {
  const { configuration, lock } = layoutOf(folder)
  try {
    const heldBy = await holderOf(lock)
    const content = await settingsIn(configuration)
    return { ...content, ...(heldBy !== undefined && { heldBy }) }
  } catch (cause) {
    return { damage: unwritable(folder, cause).message }
  }
}

async function settingsIn(file: string): Promise<Omit<FolderContent, 'heldBy'>> {
  try {
    const { document } = parseBytes(await readBytes(file), file, MIGRATIONS)
    return { settings: document.settings }
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return {}
    if (cause instanceof StoreError)
      return { damage: cause.message, ...(cause.code === 'damaged' && { damagedFile: file }) }
    throw cause
  }
}
