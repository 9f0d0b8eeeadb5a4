import { chmod, mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { UNFINISHED } from './atomic-write'
import { codeOf, unwritable } from '../unwritable'

/** Where everything stands in a data folder. */
export interface FolderLayout {
  readonly folder: string
  readonly configuration: string
  readonly state: string
  readonly backups: string
  readonly lock: string
}

/** The paths of a data folder. */
export function layoutOf(folder: string): FolderLayout {
  return {
    folder,
    configuration: join(folder, 'config.json'),
    state: join(folder, 'state'),
    backups: join(folder, 'backups'),
    lock: join(folder, 'lock')
  }
}

/** Makes the folders that are missing, for their owner alone. Throws StoreError `unwritable`. */
export async function prepareFolder({ folder, state, backups }: FolderLayout): Promise<void> {
  for (const path of [folder, state, backups]) {
    try {
      const isNew = (await mkdir(path, { recursive: true, mode: 0o700 })) !== undefined
      // `--data .` in a project, or a home: others may have to get at what else lies there. What is ours in it is closed by itself.
      if (isNew || path !== folder || (await readdir(path)).length === 0) await restrict(path)
    } catch (cause) {
      throw unwritable(path, cause)
    }
  }
}

/** Removes what a killed process left half written. Only the holder of the lock may. */
export async function removeUnfinished({ folder, state, backups }: FolderLayout): Promise<void> {
  for (const path of [folder, state, backups])
    for (const entry of await readdir(path, { withFileTypes: true }))
      if (entry.isFile() && entry.name.endsWith(UNFINISHED)) await rm(join(path, entry.name), { force: true })
}

/** A folder that somebody else owns, as a container's volume may be, stays as its owner wants it. */
async function restrict(path: string): Promise<void> {
  try {
    await chmod(path, 0o700)
  } catch (cause) {
    if (codeOf(cause) !== 'EPERM') throw cause
  }
}
