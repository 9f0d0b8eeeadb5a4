import { open, stat, type FileHandle } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { vi } from 'vitest'

/** An error as the system gives it, for a disk that no test can break. */
export function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: made by a test`), { code })
}

/**
 * Runs `act` before the file or folder at `path`, whoever opened it, is made durable, or gets another mode; what it throws comes in the
 * stead of that. It lasts until `vi.restoreAllMocks()`.
 */
export async function before(
  method: 'sync' | 'chmod',
  path: string,
  act: () => void | Promise<void>
): Promise<void> {
  const handles = await prototypeOfHandles()
  const original = handles[method]
  vi.spyOn(handles, method).mockImplementation(async function (this: FileHandle, ...given: [mode?: never]) {
    const [opened, wanted] = await Promise.all([this.stat(), stat(path).catch(() => undefined)])
    if (opened.ino === wanted?.ino && opened.dev === wanted.dev) await act()
    return original.call(this, ...(given as [never]))
  })
}

async function prototypeOfHandles(): Promise<FileHandle> {
  const handle = await open(tmpdir(), 'r')
  await handle.close()
  return Object.getPrototypeOf(handle) as FileHandle
}
