import type { ExitCode } from '../host'

/** The longest that finishing and flushing may take. */
const LONGEST_STOP_MS = 10_000
/** A terminal's Ctrl-C reaches the whole group, and npm and the launcher pass it on: within this time it is the same one. */
const SAME_SIGNAL_MS = 1_000

export interface StopSignal {
  /** Resolves with the exit code when the process is to end: by a signal with 0, by a defect with 1. */
  readonly requested: Promise<ExitCode>
}

/**
 * Listens for SIGTERM, SIGINT, the SIGHUP of a terminal that closes, and errors that nobody caught: the first asks for an orderly end within
 * ten seconds, one that comes more than a second later ends the process at once. `onDefect` gets such an error first.
 */
export function createStopSignal(onDefect: (error: unknown) => void): StopSignal {
  return {
    requested: new Promise((resolve) => {
      let asked = false
      let isImpatient = false
      const stop = (exitCode: ExitCode) => {
        if (isImpatient) process.exit(1)
        if (asked) return
        asked = true
        setTimeout(() => (isImpatient = true), SAME_SIGNAL_MS).unref()
        setTimeout(() => process.exit(1), LONGEST_STOP_MS).unref()
        resolve(exitCode)
      }
      for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => stop(0))
      process.on('uncaughtException', (error) => {
        onDefect(error)
        stop(1)
      })
    })
  }
}
