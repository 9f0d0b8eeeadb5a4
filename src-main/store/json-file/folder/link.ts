import { lstat } from 'node:fs/promises'
import { StoreError } from '../../../ports'
import { codeOf, unwritable } from '../unwritable'

/** Whether a link stands at a path, wherever it leads. Throws StoreError `unwritable`. */
export async function isLink(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isSymbolicLink()
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return false
    throw unwritable(path, cause)
  }
}

/** The StoreError for a link whose end is not there. */
export function deadLink(path: string): StoreError {
  return new StoreError('unwritable', `${path} is a link, and what it leads to is not there: put that back`, {
    file: path
  })
}

/** The StoreError for a file that was listed and can't be found or read. */
export async function unreachable(path: string, cause: unknown): Promise<StoreError> {
  return codeOf(cause) === 'ENOENT' && (await isLink(path)) ? deadLink(path) : unwritable(path, cause)
}
