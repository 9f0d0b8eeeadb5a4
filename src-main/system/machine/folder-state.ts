import { constants } from 'node:fs'
import { access, readdir, stat, statfs } from 'node:fs/promises'
import { chmodSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { FolderState } from '../../ports'

/** Looks at a folder; one that isn't there yet is judged by what it will be made in. */
export async function folderState(folder: string): Promise<FolderState> {
  const facts = await stat(folder).catch((error: NodeJS.ErrnoException) => error)
  if (facts instanceof Error)
    return facts.code === 'ENOENT'
      ? { exists: false, isOpen: false, ...(await problemOf(await nearestAbove(folder))) }
      : { exists: true, isOpen: false, problem: facts.message }
  if (!facts.isDirectory()) return { exists: true, isOpen: false, problem: 'it is no folder' }
  const disk = await statfs(folder).catch(() => undefined)
  const newestMs = await newestIn(folder)
  return {
    exists: true,
    ...(await problemOf(folder)),
    // Windows keeps rights elsewhere: a profile's folders are its owner's there.
    isOpen: process.platform !== 'win32' && (facts.mode & 0o077) !== 0,
    ...(disk && { freeBytes: disk.bavail * disk.bsize }),
    ...(newestMs !== undefined && { newestMs })
  }
}

export function restrictFolder(folder: string): void {
  chmodSync(folder, 0o700)
}

async function problemOf(folder: string): Promise<{ problem?: string }> {
  try {
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    return {}
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const why = { EACCES: 'permission is denied', EROFS: 'it is on a read-only file system' }[code ?? '']
    return { problem: why ?? message }
  }
}

async function nearestAbove(folder: string): Promise<string> {
  const above = dirname(folder)
  if (above === folder) return folder
  return (await stat(above).catch(() => undefined)) ? above : nearestAbove(above)
}

async function newestIn(folder: string): Promise<number | undefined> {
  const names = await readdir(folder).catch(() => [])
  const times = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0
      )
    )
  )
  return times.length > 0 ? Math.max(...times) : undefined
}
