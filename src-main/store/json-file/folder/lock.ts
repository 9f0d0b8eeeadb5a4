import { closeSync, existsSync, renameSync, rmSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { StoreError, type Clock, type Log, type Random } from '../../../ports'
import { identityAt, identityOf, isStillAt } from './file-identity'
import { isLink } from './link'
import { beats, beatsSoon, createBeat, DEAD_AFTER_MS, lastBeat } from './lock-beat'
import { createLockFile, NOBODY, readLockFile, removeWherePossible, type Holder } from './lock-file'
import { fateOf, ownIdentity } from './process-identity'
import { unwritable } from '../unwritable'

/** held: nobody else has it; taken: another one has or had it, and may have written; away: neither can be said, for a while perhaps. */
export type LockState = 'held' | 'taken' | 'away'

/** A held lock. */
export interface Lock {
  /**
   * Who has it now. One that was deleted is made again, and is held where `isUntouched` finds under it that nobody had the folder
   * meanwhile. Throws the system's error.
   */
  look(isUntouched: () => boolean): LockState
  /** One that can't be removed any more, as in a folder gone read-only, is left: it is in nobody's way once this process has ended. */
  release(): void
}

interface Terms {
  readonly clock: Pick<Clock, 'nowMs'>
  /** How long a server that can't be seen from here may give no sign of life before it is taken for dead. */
  readonly deadAfterMs: number
  readonly log?: Pick<Log, 'info'>
}

/** Random: the number of a process and the moment of its start are alike in many containers. */
const HOLDING_LENGTH = 16
const ATTEMPTS = 50
const UNREADABLE_PATIENCE = 10
const PAUSE_MS = 20

/**
 * Takes the lock of a data folder. Throws StoreError `busy` while another process, or this one, holds it, with its pid where that means
 * something here; the lock of a process that is gone is taken over. Whether one on another machine or in another container is gone
 * shows after up to `deadAfterMs`.
 */
export async function acquireLock(
  path: string,
  {
    clock,
    random,
    deadAfterMs = DEAD_AFTER_MS,
    log
  }: Pick<Terms, 'clock' | 'log'> & {
    readonly random: Pick<Random, 'alphanumeric'>
    readonly deadAfterMs?: number | undefined
  }
): Promise<Lock> {
  const mine: Holder = { ...ownIdentity(), holding: random.alphanumeric(HOLDING_LENGTH) }
  // As long as it is open no other file gets its identity.
  let fd: number
  try {
    fd = await take(path, mine, { clock, deadAfterMs, ...(log && { log }) })
  } catch (cause) {
    throw unwritable(path, cause)
  }
  // Whoever was stopped for long after that may have been taken for dead.
  if (!isStillAt(path, fd)) {
    closeSync(fd)
    throw changesHands(path)
  }
  const beat = createBeat({ fd: () => fd, clock, deadAfterMs })

  function look(isUntouched: () => boolean): LockState {
    const present = identityAt(path)
    if (present === identityOf(fd)) return 'held'
    if (present !== undefined) return isOfSomebody(path) ? 'taken' : 'away'
    const again = existsSync(dirname(path)) ? createLockFile(path, mine) : undefined
    if (again === undefined) return 'away'
    if (!isUntouched()) {
      closeSync(again)
      rmSync(path, { force: true })
      return 'taken'
    }
    closeSync(fd)
    fd = again
    return 'held'
  }

  return {
    look,
    release() {
      beat.stop()
      const isMine = isStillAt(path, fd)
      closeSync(fd)
      if (isMine) removeWherePossible(path)
    }
  }
}

function isOfSomebody(path: string): boolean {
  const holder = readLockFile(path)
  return holder !== undefined && holder !== NOBODY
}

/**
 * The process that holds a lock now, by the number that it has where it lives; undefined: nobody does. It takes and changes nothing, and
 * waits for a few beats where the process can't be seen from here.
 */
export async function holderOf(path: string): Promise<number | undefined> {
  const holder = readLockFile(path)
  if (!holder || holder === NOBODY) return undefined
  const fate = fateOf(holder)
  const lives = fate === 'running' || (fate === 'unknown' && (await beatsSoon(path)))
  return lives ? holder.pid : undefined
}

/**
 * Two that start at once may both find a dead holder. Each claims that very holding with a file named after it, which only one can make, and
 * looks again under the claim: nobody else may touch the lock of that holder now. A claim of a dead process is taken over the same way.
 * Resolves to the lock that was made, open: whatever stands at the path later, that one is ours.
 */
async function take(path: string, mine: Holder, terms: Terms): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const made = createLockFile(path, mine)
    if (made !== undefined) return made
    const holder = readLockFile(path)
    if (!holder) {
      if (await isLink(path)) throw deadLock(path)
      continue
    }
    if (holder === NOBODY && attempt < UNREADABLE_PATIENCE) {
      await pause(PAUSE_MS)
      continue
    }
    if (holder !== NOBODY) await requireDead(path, holder, terms)

    const claim = `${path}.${holder.holding}`
    const claimed = await take(claim, mine, terms)
    let isOurs = false
    try {
      isOurs = replaces(path, holder, { claim, claimed })
      if (isOurs) return claimed
    } finally {
      if (!isOurs) closeSync(claimed)
    }
  }
  throw changesHands(path)
}

/** Nobody can be seen in it, nor can a lock be put in its place: whoever made the link may know who is there. */
function deadLock(path: string): StoreError {
  return new StoreError(
    'unwritable',
    `${path} is a link, and what it leads to is not there: remove the link, once no other server has the folder open`,
    { file: path }
  )
}

function changesHands(path: string): StoreError {
  return new StoreError('busy', `${path} changes hands: try again`, { file: path })
}

/** Puts a claim in the place of the lock that it is about; false: that has changed hands, and the claim is gone. */
function replaces(
  path: string,
  { holding }: Holder,
  { claim, claimed }: { readonly claim: string; readonly claimed: number }
): boolean {
  if (readLockFile(path)?.holding === holding) renameSync(claim, path)
  else rmSync(claim, { force: true })
  return identityAt(path) === identityOf(claimed)
}

/** Throws StoreError `busy` where the holder of a lock lives. */
async function requireDead(path: string, holder: Holder, terms: Terms): Promise<void> {
  const { clock, deadAfterMs, log } = terms
  const fate = fateOf(holder)
  if (fate === 'running') throw busy(path, holder.pid)
  if (fate === 'gone') return
  log?.info(
    `${path} is of a server on ${holder.host}, another machine or container: looking for up to ${deadAfterMs / 1000} s whether that still lives`
  )
  const isOwnHost = holder.host === hostname()
  const isAlive = await beats(path, { nowMs: clock.nowMs, deadAfterMs, isOwnHost })
  // Another one may have come before: that is for the next look.
  if (isAlive && readLockFile(path)?.holding === holder.holding) throw busyElsewhere(path, holder, terms)
}

function busy(path: string, pid: number): StoreError {
  return new StoreError(
    'busy',
    `The data folder is in use by process ${pid}. End it first, or choose another folder. (The lock is ${path})`,
    { pid, file: path }
  )
}

function busyElsewhere(path: string, { host }: Holder, { clock }: Terms): StoreError {
  const seconds = Math.max(0, Math.round((clock.nowMs() - (lastBeat(path) ?? 0)) / 1000))
  return new StoreError(
    'busy',
    `The data folder is in use by another server, on another machine or in another container (${host}), that was alive ${seconds} s ago. Stop it or wait until it has ended, or choose another folder. (The lock is ${path})`,
    { file: path }
  )
}
