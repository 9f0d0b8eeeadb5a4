import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { StoreError } from '../../../ports'
import { codeOf } from '../unwritable'

/**
 * Makes a folder for its owner alone, and those above it that are missing. Rejects with what the file system says, and with StoreError
 * `unwritable` where it takes no folders: there Node's own recursive `mkdir` never ends, under Linux's `/proc` for one.
 */
export async function makeFolder(path: string): Promise<void> {
  if (await isMade(path)) return
  await makeFolder(dirname(path))
  if (!(await isMade(path)))
    throw new StoreError('unwritable', `${path} can't be made: no folders can be made there`, { file: path })
}

/** False: the folder above is said to be missing. */
async function isMade(path: string): Promise<boolean> {
  try {
    await mkdir(path, { mode: 0o700 })
    return true
  } catch (cause) {
    // Systems differ in what they say of one that is there already.
    if (await isFolder(path)) return true
    if (codeOf(cause) === 'ENOENT' && dirname(path) !== path) return false
    throw cause
  }
}

const isFolder = (path: string) =>
  stat(path).then(
    (stats) => stats.isDirectory(),
    () => false
  )
