import { chmod, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Log } from '../../../ports'
import { UNFINISHED } from './atomic-write'
import { makeFolder } from './make-folder'
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

/** Everything that the server and the app keep in a data folder. */
const OWN = ['config.json', 'state', 'backups', 'lock', 'certificates', 'collections', 'desktop']

/** Makes the folders that are missing, for their owner alone. Throws StoreError `unwritable`. */
export async function prepareFolder(
  { folder, state, backups }: FolderLayout,
  log: Pick<Log, 'warn'>
): Promise<void> {
  for (const path of [folder, state, backups]) {
    try {
      await makeFolder(path)
      // `--data .` in a project, or a home: others may have to get at what else lies there. What is ours in it is closed by itself.
      if (path !== folder || (await readdir(path)).every(isOwn)) await restrict(path)
    } catch (cause) {
      throw unwritable(path, cause)
    }
  }
  // Windows keeps rights elsewhere.
  if (process.platform !== 'win32' && ((await stat(folder)).mode & 0o022) !== 0)
    log.warn(
      `Others may write into ${folder}, and so replace the configuration. It was left so, since it holds other things too or is somebody else's: give the server a folder of its own, or take their right`
    )
}

const isOwn = (name: string) => OWN.includes(name) || name.endsWith(UNFINISHED)

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
