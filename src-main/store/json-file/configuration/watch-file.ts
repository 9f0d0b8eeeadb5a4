import { lstatSync, unwatchFile, watch, watchFile } from 'node:fs'
import { basename, dirname } from 'node:path'

/** An editor writes in several steps; the last one counts. */
const QUIET_MS = 150
const POLL_MS = 1000

/**
 * Calls back some time after a file changed, was replaced or made; returns how to stop that. Where the system can't tell of changes it is looked
 * at every second. It keeps no process alive.
 */
export function watchOneFile(path: string, onChange: () => void): () => void {
  let quiet: NodeJS.Timeout | undefined

  function noticed(): void {
    clearTimeout(quiet)
    quiet = setTimeout(onChange, QUIET_MS)
    quiet.unref()
  }

  const stop = watchByEvents(path, noticed) ?? watchByLooking(path, noticed)
  return () => {
    clearTimeout(quiet)
    stop()
  }
}

/** Watches the folder, since a file that is replaced takes its watcher with it. */
function watchByEvents(path: string, noticed: () => void): (() => void) | undefined {
  try {
    // What a link leads to changes in another folder.
    if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) return undefined
    const watcher = watch(dirname(path), { persistent: false }, (_event, name) => {
      if (name === null || name === basename(path)) noticed()
    })
    let stopLooking: (() => void) | undefined
    watcher.on('error', () => {
      watcher.close()
      stopLooking ??= watchByLooking(path, noticed)
    })
    return () => {
      watcher.close()
      stopLooking?.()
    }
  } catch {
    // The system has no watchers left, or none for this kind of file system: the caller looks by itself.
    return undefined
  }
}

function watchByLooking(path: string, noticed: () => void): () => void {
  const listener = () => noticed()
  watchFile(path, { persistent: false, interval: POLL_MS }, listener)
  return () => unwatchFile(path, listener)
}
