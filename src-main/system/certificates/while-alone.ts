import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CertificateError } from './tls-files'

/** Longer than any of this takes: whoever left the mark was killed. */
const DEAD_AFTER_MS = 5_000
const BETWEEN_TRIES_MS = 20
const PATIENCE_MS = 10_000

/**
 * Does what no other server may do in the folder meanwhile: servers on one database may share it. It waits for another one, which takes
 * some milliseconds, and for seconds where that one was killed. Throws CertificateError when its patience ends.
 */
export function whileAlone<Result>(folder: string, work: () => Result, patienceMs = PATIENCE_MS): Result {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const mark = join(folder, 'making.lock')
  const token = randomUUID()
  const end = performance.now() + patienceMs
  while (!isMade(mark, token)) {
    if (performance.now() > end)
      throw new CertificateError(
        `${folder} is in use: another server has been making certificates there for ${patienceMs / 1000} s. Try again; where no other server uses the folder, remove ${mark}`
      )
    if (!isBroken(mark, token)) sleep(BETWEEN_TRIES_MS)
  }
  try {
    return work()
  } finally {
    // Whoever took this one for dead has a mark of its own there.
    if (read(mark) === token) rmSync(mark, { force: true })
  }
}

function isMade(mark: string, token: string): boolean {
  return tried('EEXIST', () => (writeFileSync(mark, token, { flag: 'wx', mode: 0o600 }), true)) ?? false
}

/** Takes a dead mark out of the way. Of several that find it dead one succeeds; should it have moved another's new mark, that goes back. */
function isBroken(mark: string, token: string): boolean {
  const found = read(mark)
  if (found === undefined || !isDead(mark)) return false
  const aside = `${mark}.${token}`
  if (!isMoved(mark, aside)) return false
  const isSame = read(aside) === found
  if (isSame) rmSync(aside, { force: true })
  else isMoved(aside, mark)
  return isSame
}

/** Either way of a clock: where a folder is shared, the other machine's may be ahead. */
function isDead(mark: string): boolean {
  const stats = tried('ENOENT', () => statSync(mark))
  return stats !== undefined && Math.abs(Date.now() - stats.mtimeMs) > DEAD_AFTER_MS
}

const isMoved = (from: string, to: string) => tried('ENOENT', () => (renameSync(from, to), true)) ?? false
const read = (mark: string) => tried('ENOENT', () => readFileSync(mark, 'utf8'))

/** What Windows answers for a file that somebody is at, or has just removed. */
const CONTENDED = process.platform === 'win32' ? ['EPERM', 'EACCES', 'EBUSY'] : []

/** Undefined: somebody else was quicker, as the expected code says. */
function tried<Result>(expected: string, work: () => Result): Result | undefined {
  try {
    return work()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === expected || CONTENDED.includes(code)) return undefined
    throw error
  }
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}
