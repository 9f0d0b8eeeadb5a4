import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type * as sea from 'node:sea'
import type { PanelFiles } from '../ports'

/** The folders that the build writes, seen from the built server, from one of its chunks, and from the sources. */
const OUT_FOLDERS = ['..', '../..', '../../out']

/**
 * A file that the build made beside the code, by its path below `out/`: out of the executable that carries it, else from the
 * disk. Undefined where there is none.
 */
export function readBuiltFile(path: string): Buffer | undefined {
  if (singleExecutable()) return embeddedFile(path)
  const file = OUT_FOLDERS.map((folder) => resolve(import.meta.dirname, folder, path)).find(existsSync)
  return file === undefined ? undefined : readFileSync(file)
}

/** The built panel; the folder where it would be when it isn't built. */
export function findPanelFiles(): PanelFiles {
  if (singleExecutable()) return (path) => embeddedFile(`renderer/${path}`)
  const folders = OUT_FOLDERS.map((folder) => resolve(import.meta.dirname, folder, 'renderer'))
  return folders.find((folder) => existsSync(join(folder, 'index.html'))) ?? folders[0]!
}

/** Node's door to what a single-file executable carries; undefined in any other process. */
export function singleExecutable(): typeof sea | undefined {
  const builtin = process.getBuiltinModule?.('node:sea')
  return builtin?.isSea() ? builtin : undefined
}

function embeddedFile(path: string): Buffer | undefined {
  try {
    return Buffer.from(singleExecutable()!.getAsset(path))
  } catch {
    // node:sea throws for a name that it doesn't carry.
    return undefined
  }
}
