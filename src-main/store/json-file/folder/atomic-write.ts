import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'

const OWNER_ONLY = 0o600

/** Ends the names of files that are being written; what bears it after a start is rubbish of a killed process. */
export const UNFINISHED = '.tmp'

/** What a file is to hold; a text may come in pieces. */
export type Content = string | Uint8Array | Iterable<string>
/** What a caller does between the steps of a write. */
export interface WriteSteps {
  /** The new content is durable under its unfinished name. What this throws leaves the old content in its place. */
  finished?(): Promise<void>
  /** The new content has taken the place of the old one; that is not durable yet. */
  placed?(): void
}

/**
 * Writes a file so that at any moment, also of a power cut, either the old or the new content is there, and the new one is
 * durable when this resolves. Rejects with the system's error, having changed nothing; or, once `placed` was called, with the new content
 * standing in its place, which the end of power may still take away.
 */
export async function writeAtomically(path: string, content: Content): Promise<void> {
  await produceAtomically(path, (file) => file.writeFile(content))
}

/** As `writeAtomically`, for content that is written piece by piece. */
export async function produceAtomically(
  path: string,
  produce: (file: FileHandle) => Promise<void>,
  steps: WriteSteps = {}
): Promise<void> {
  // Opened first: a folder that can't be opened is to stop the write before anything is changed.
  const folder = await openFolder(dirname(path))
  try {
    await writeUnfinished(path, produce)
    try {
      await steps.finished?.()
      await rename(path + UNFINISHED, path)
    } catch (reason) {
      // The reason to report is the first one.
      await rm(path + UNFINISHED, { force: true }).catch(() => undefined)
      throw reason
    }
    steps.placed?.()
    await folder?.sync()
  } finally {
    await folder?.close()
  }
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

/** Makes names in a folder durable. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await openFolder(path)
  try {
    await folder?.sync()
  } finally {
    await folder?.close()
  }
}

/** A folder whose names are to be made durable. Undefined on Windows, which can't open a folder, and makes them durable by itself. */
async function openFolder(path: string): Promise<FileHandle | undefined> {
  return process.platform === 'win32' ? undefined : open(path, 'r')
}
