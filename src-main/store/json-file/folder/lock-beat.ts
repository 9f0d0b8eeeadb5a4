import { closeSync, fstatSync, futimesSync, openSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { Clock } from '../../../ports'
import { codeOf } from '../unwritable'

/** A holder that can't be seen, and whose lock stood still for so long, is taken for dead. */
export const DEAD_AFTER_MS = 10_000
/** How often a lock is touched, and looked at, in that time. */
const BEATS = 10
const LOOKS = 100
/** The part of that time that is watched even where the lock's own time is long past: clocks of machines differ. */
const SHORTEST_WATCH = 0.3

/** The sign of life of a lock's holder, for those who can't see its process: the time of the file moves on. */
export interface Beat {
  stop(): void
}

/** Touches the open lock again and again. It keeps no process alive. */
export function createBeat(deps: {
  fd: () => number
  clock: Pick<Clock, 'nowMs'>
  /** How long a lock may stand still before its holder is taken for dead. */
  deadAfterMs: number
}): Beat {
  let latest = -Infinity

  function beat(): void {
    // A clock that stands still, or was set back, must not look like a server that does.
    latest = Math.max(deps.clock.nowMs(), latest + 1)
    touch(deps.fd(), latest)
  }

  beat()
  const timer = setInterval(beat, deps.deadAfterMs / BEATS)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}

/** A disk that takes nothing now is noticed, and told of, by what has to be written. */
function touch(fd: number, ms: number): void {
  try {
    futimesSync(fd, ms / 1000, ms / 1000)
  } catch (cause) {
    if (codeOf(cause) === undefined) throw cause
  }
}

/** When the holder of a lock was alive last, in milliseconds since 1970; undefined: there is no lock. Throws the system's error. */
export function lastBeat(path: string): number | undefined {
  let fd: number
  try {
    // What a path tells is seconds old on NFS (acregmin in nfs(5)); opening the file asks the server.
    fd = openSync(path, 'r')
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return undefined
    throw cause
  }
  try {
    return fstatSync(fd).mtimeMs
  } finally {
    closeSync(fd)
  }
}

/** Watches a lock until it beats, goes, or has stood still for so long that its holder is dead; true: it beat. */
export async function beats(
  path: string,
  until: { readonly nowMs: () => number; readonly deadAfterMs: number; readonly isOwnHost: boolean }
): Promise<boolean> {
  const { nowMs, deadAfterMs, isOwnHost } = until
  const pauseMs = deadAfterMs / LOOKS
  const first = lastBeat(path)
  for (let watchedMs = 0; watchedMs < deadAfterMs; watchedMs += pauseMs) {
    const latest = lastBeat(path)
    if (latest !== first) return latest !== undefined
    const isPast = nowMs() - (latest ?? 0) >= deadAfterMs
    if (isPast && (isOwnHost || watchedMs >= SHORTEST_WATCH * deadAfterMs)) return false
    await pause(pauseMs)
  }
  return lastBeat(path) !== first
}

/** Watches for a few beats whether a lock's holder lives. */
export async function beatsSoon(path: string): Promise<boolean> {
  return beats(path, { nowMs: () => Infinity, deadAfterMs: DEAD_AFTER_MS, isOwnHost: false })
}
