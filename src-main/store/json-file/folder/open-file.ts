import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { StoreError } from '../../../ports'

/**
 * Opens a file for reading. A pipe or a device in its place is refused: the one may never say a word, the other never end. Rejects with the
 * system's error, or with StoreError `unwritable`.
 */
export async function openFile(path: string): Promise<FileHandle> {
  // Where the system can, without waiting for somebody at the other end of a pipe. Windows has neither.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const facts = await file.stat()
    // A folder is told of by whoever reads it.
    if (facts.isFile() || facts.isDirectory()) return file
    throw new StoreError('unwritable', `${path} is a device or a pipe: put a file in its place`, {
      file: path
    })
  } catch (cause) {
    await file.close()
    throw cause
  }
}

/** The bytes of a file that is opened so. */
export async function readBytes(path: string): Promise<Uint8Array> {
  const file = await openFile(path)
  try {
    return await file.readFile()
  } finally {
    await file.close()
  }
}
