import { closeSync, existsSync, linkSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { UNFINISHED } from './atomic-write'
import { isStillAt } from './file-identity'
import { codeOf } from '../unwritable'
import type { ProcessIdentity } from './process-identity'

/** Who stands in a lock. */
export interface Holder extends ProcessIdentity {
  /** Tells one holding from another. */
  readonly holding: string
}

/** What an unreadable lock is taken for: its writer was killed between making and filling it. */
export const NOBODY: Holder = { pid: 0, holding: 'nobody' }

/**
 * Makes a lock file where there is none, and opens it; undefined: there is one. Whoever is stopped on the way and finds another's there
 * afterwards has made none. Throws the system's error, and leaves no half one then.
 */
export function createLockFile(path: string, holder: Holder): number | undefined {
  // Said first: a disk that is full must not hide who has the lock.
  if (existsSync(path)) return undefined
  const text = JSON.stringify(holder) + '\n'
  const unfinished = `${path}-${holder.holding}${UNFINISHED}`
  try {
    writeFileSync(unfinished, text, { mode: 0o600 })
    if (!linkWherePossible(unfinished, path)) fillInPlace(path, text)
    return openOwn(path, holder)
  } finally {
    removeWherePossible(unfinished)
  }
}

/** Puts a file under another name too unless that is taken. False: the file system has no such links, or fails. */
function linkWherePossible(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (cause) {
    const code = codeOf(cause)
    if (code === undefined) throw cause
    // ENOENT: the holder, who was quicker, has tidied up what looked unfinished.
    return code === 'EEXIST' || code === 'ENOENT'
  }
}

/** Makes and fills a file unless there is one. Others may see it before it is filled, and replace it. */
function fillInPlace(path: string, text: string): void {
  let fd: number
  try {
    fd = openSync(path, 'wx', 0o600)
  } catch (cause) {
    if (codeOf(cause) === 'EEXIST') return
    throw cause
  }
  try {
    writeFileSync(fd, text)
  } catch (cause) {
    if (isStillAt(path, fd)) removeWherePossible(path)
    throw cause
  } finally {
    closeSync(fd)
  }
}

/** Opens the lock that stands at a path; undefined: it is somebody else's. One of ours that can't be opened is given back. */
function openOwn(path: string, { holding }: Holder): number | undefined {
  let fd: number
  try {
    // Windows lets nobody touch what is open for reading alone.
    fd = openSync(path, 'r+')
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return undefined
    if (readLockFile(path)?.holding === holding) removeWherePossible(path)
    throw cause
  }
  if (parseHolder(readFileSync(fd, 'utf8'))?.holding === holding) return fd
  closeSync(fd)
  return undefined
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
