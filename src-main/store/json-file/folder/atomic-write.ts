import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'

const OWNER_ONLY = 0o600

/** Ends the names of files that are being written; what bears it after a start is rubbish of a killed process. */
export const UNFINISHED = '.tmp'

/** What a file is to hold; a text may come in pieces. */
export type Content = string | Uint8Array | Iterable<string>

/**
 * Writes a file so that at any moment, also of a power cut, either the old or the new content is there, and the new one is
 * durable when this resolves. Rejects with the system's error, having changed nothing.
 */
export async function writeAtomically(path: string, content: Content): Promise<void> {
  await produceAtomically(path, (file) => file.writeFile(content))
}

/** As `writeAtomically`, for content that is written piece by piece. */
export async function produceAtomically(
  path: string,
  produce: (file: FileHandle) => Promise<void>
): Promise<void> {
  await writeUnfinished(path, produce)
  await rename(path + UNFINISHED, path)
  await syncFolder(dirname(path))
}

/** Tries whether `writeAtomically` would succeed, and leaves nothing behind. Rejects with the system's error. */
export async function tryWriting(path: string, content: Content): Promise<void> {
  await writeUnfinished(path, (file) => file.writeFile(content))
  await rm(path + UNFINISHED)
}

async function writeUnfinished(path: string, produce: (file: FileHandle) => Promise<void>): Promise<void> {
  const unfinished = path + UNFINISHED
  const file = await open(unfinished, 'w', OWNER_ONLY)
  try {
    await produce(file)
    await file.sync()
    await file.close()
  } catch (reason) {
    await file.close().catch(() => undefined)
    // A full disk needs the room back; the reason to report is the first one.
    await rm(unfinished, { force: true }).catch(() => undefined)
    throw reason
  }
}

/** Makes names in a folder durable. Windows can't open a folder, and makes them durable by itself. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
