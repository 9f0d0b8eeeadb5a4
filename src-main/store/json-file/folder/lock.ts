import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { StoreError } from '../../../ports'
import { identityAt, identityOf } from './file-identity'
import { isRunning, ownIdentity, type ProcessIdentity } from './process-identity'
import { codeOf, unwritable } from '../unwritable'

/** A held lock. */
export interface Lock {
  /** Whether nobody else has it now; one that was deleted is made again. Throws the system's error. */
  isHeld(): boolean
  /** One that can't be removed any more, as in a folder gone read-only, is left: it is in nobody's way once this process has ended. */
  release(): void
}

interface Holder extends ProcessIdentity {
  /** Tells one holding from another. */
  readonly holding: string
}

/** What an unreadable lock is taken for: its writer was killed between making and filling it. */
const NOBODY: Holder = { pid: 0, holding: 'nobody' }
const ATTEMPTS = 50
const UNREADABLE_PATIENCE = 10
const PAUSE_MS = 20

/**
 * Takes the lock of a data folder. Throws StoreError `busy` with the holder's pid while another process, or this one, holds it;
 * the lock of a process that is gone is taken over.
 */
export async function acquireLock(path: string, nowMs: number): Promise<Lock> {
  const own = ownIdentity()
  const mine: Holder = { ...own, holding: `${own.pid}-${nowMs}` }
  // As long as it is open no other file gets its identity.
  let fd: number
  try {
    await take(path, mine)
    fd = openTaken(path)
  } catch (cause) {
    throw unwritable(path, cause)
  }

  function isHeld(): boolean {
    const present = identityAt(path)
    if (present !== undefined) return present === identityOf(fd)
    if (!existsSync(dirname(path)) || !create(path, mine)) return false
    const again = openTaken(path)
    closeSync(fd)
    fd = again
    return true
  }

  return {
    isHeld,
    release() {
      const isMine = isStill(path, fd)
      closeSync(fd)
      if (isMine) removeWherePossible(path)
    }
  }
}

function isStill(path: string, fd: number): boolean {
  try {
    return identityAt(path) === identityOf(fd)
  } catch (cause) {
    if (codeOf(cause) === undefined) throw cause
    return false
  }
}

function removeWherePossible(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch (cause) {
    if (codeOf(cause) === undefined) throw cause
  }
}

/** The process that holds a lock now; undefined: nobody does. It takes and changes nothing. */
export function holderOf(path: string): number | undefined {
  const holder = read(path)
  return holder && holder !== NOBODY && isRunning(holder) ? holder.pid : undefined
}

/**
 * Two that start at once may both find a dead holder. Each claims that very holding with a file named after it, which only one can make, and
 * looks again under the claim: nobody else may touch the lock of that holder now. A claim of a dead process is taken over the same way.
 */
async function take(path: string, mine: Holder): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (create(path, mine)) return
    const holder = read(path)
    if (!holder) continue
    if (holder === NOBODY && attempt < UNREADABLE_PATIENCE) {
      await pause(PAUSE_MS)
      continue
    }
    if (holder !== NOBODY && isRunning(holder)) throw busy(path, holder.pid)

    const claim = `${path}.${holder.holding}`
    await take(claim, mine)
    if (read(path)?.holding === holder.holding) {
      renameSync(claim, path)
      return
    }
    rmSync(claim, { force: true })
  }
  throw new StoreError('busy', `${path} changes hands without end: try again`, { file: path })
}

/** Opens a lock that is ours; one that can't be opened is given back, so that taking it can be tried again. */
function openTaken(path: string): number {
  try {
    return openSync(path, 'r')
  } catch (cause) {
    rmSync(path, { force: true })
    throw cause
  }
}

function create(path: string, mine: Holder): boolean {
  try {
    writeFileSync(path, JSON.stringify(mine) + '\n', { flag: 'wx', mode: 0o600 })
    return true
  } catch (cause) {
    if (codeOf(cause) === 'EEXIST') return false
    throw cause
  }
}

/** Who stands in a lock file; undefined: there is none any more. */
function read(path: string): Holder | undefined {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return undefined
    throw cause
  }
  return parseHolder(text) ?? NOBODY
}

function parseHolder(text: string): Holder | undefined {
  const match = /^\{"pid":(\d+),(?:"started":"([^"]+)",)?"holding":"([\w-]+)"\}\n$/.exec(text)
  if (!match) return undefined
  const [, pid = '', started, holding = ''] = match
  return { pid: Number(pid), holding, ...(started && { started }) }
}

function busy(path: string, pid: number): StoreError {
  return new StoreError(
    'busy',
    `The data folder is in use by process ${pid}. End it first, or choose another folder. (The lock is ${path})`,
    { pid, file: path }
  )
}
