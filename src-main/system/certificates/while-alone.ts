import { closeSync, mkdirSync, openSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Longer than any of this takes: whoever left the mark was killed. */
const DEAD_AFTER_MS = 5_000
const BETWEEN_TRIES_MS = 20

/**
 * Does what no other server may do in the folder meanwhile: servers on one database may share it. It waits for another one, which takes
 * some milliseconds, and for seconds where that one was killed.
 */
export function whileAlone<Result>(folder: string, work: () => Result): Result {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const mark = join(folder, 'making.lock')
  while (!isMade(mark)) {
    if (isDead(mark)) rmSync(mark, { force: true })
    else sleep(BETWEEN_TRIES_MS)
  }
  try {
    return work()
  } finally {
    rmSync(mark, { force: true })
  }
}

function isMade(mark: string): boolean {
  try {
    closeSync(openSync(mark, 'wx', 0o600))
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

function isDead(mark: string): boolean {
  const { mtimeMs } = statSync(mark, { throwIfNoEntry: false }) ?? { mtimeMs: Infinity }
  return Date.now() - mtimeMs > DEAD_AFTER_MS
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}
