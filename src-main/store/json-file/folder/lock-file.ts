import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { codeOf } from '../unwritable'
import type { ProcessIdentity } from './process-identity'

/** Who stands in a lock. */
export interface Holder extends ProcessIdentity {
  /** Tells one holding from another. */
  readonly holding: string
}

/** What an unreadable lock is taken for: its writer was killed between making and filling it. */
export const NOBODY: Holder = { pid: 0, holding: 'nobody' }

/** Makes a lock file where there is none; false: there is one. Throws the system's error, and leaves no half one then. */
export function createLockFile(path: string, holder: Holder): boolean {
  let fd: number
  try {
    fd = openSync(path, 'wx', 0o600)
  } catch (cause) {
    if (codeOf(cause) === 'EEXIST') return false
    throw cause
  }
  try {
    writeFileSync(fd, JSON.stringify(holder) + '\n')
    return true
  } catch (cause) {
    removeWherePossible(path)
    throw cause
  } finally {
    closeSync(fd)
  }
}

/** Who stands in a lock file; undefined: there is none any more. Throws the system's error. */
export function readLockFile(path: string): Holder | undefined {
  try {
    return parseHolder(readFileSync(path, 'utf8')) ?? NOBODY
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return undefined
    throw cause
  }
}

/** Removes a lock file, or leaves it where the system doesn't let it go. */
export function removeWherePossible(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch (cause) {
    if (codeOf(cause) === undefined) throw cause
  }
}

function parseHolder(text: string): Holder | undefined {
  const members = membersOf(text)
  if (!members || !Number.isSafeInteger(members['pid'])) return undefined
  const { pid, started, host, space, holding } = members
  // It becomes part of a file's name.
  if (typeof holding !== 'string' || !/^[\w-]+$/.test(holding)) return undefined
  return {
    pid: Number(pid),
    ...(typeof started === 'string' && { started }),
    ...(typeof host === 'string' && { host }),
    ...(typeof space === 'string' && { space }),
    holding
  }
}

/** The newline at the end says that it was written whole. */
function membersOf(text: string): Record<string, unknown> | undefined {
  if (!text.endsWith('\n')) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : undefined
  } catch {
    return undefined
  }
}
