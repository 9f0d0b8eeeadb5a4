import { open, stat, type FileHandle } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { vi } from 'vitest'

/** An error as the system gives it, for a disk that no test can break. */
export function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: made by a test`), { code })
}

/**
 * Runs `act` before the file or folder at `path` is made durable, whoever opened it; what it throws comes in the stead of that.
 * It lasts until `vi.restoreAllMocks()`.
 */
export async function beforeSyncOf(path: string, act: () => void | Promise<void>): Promise<void> {
  const { sync } = await prototypeOfHandles()
  vi.spyOn(await prototypeOfHandles(), 'sync').mockImplementation(async function (this: FileHandle) {
    const [opened, wanted] = await Promise.all([this.stat(), stat(path).catch(() => undefined)])
    if (opened.ino === wanted?.ino && opened.dev === wanted.dev) await act()
    return sync.call(this)
  })
}

async function prototypeOfHandles(): Promise<FileHandle> {
  const handle = await open(tmpdir(), 'r')
  await handle.close()
  return Object.getPrototypeOf(handle) as FileHandle
}
