import type { App, PowerMonitor } from 'electron'
import type { Log } from '../ports'

export interface QuittingDeps {
  readonly app: Pick<App, 'on' | 'quit'>
  readonly powerMonitor: Pick<PowerMonitor, 'on'>
  readonly log: Log
  /** Finishes what is in flight and writes everything out. */
  readonly close: () => Promise<void>
}

export interface Quitting {
  /** Whether the app is about to end. */
  hasBegun(): boolean
  /** Ends the app in good order, and does this as the very last thing in the place of merely ending. */
  quitWith(last: () => void): void
}

/**
 * Holds the end of the app back until the server has finished, whether a person quits, the system shuts down or a signal
 * comes.
 */
export function finishBeforeQuitting({ app, powerMonitor, log, close }: QuittingDeps): Quitting {
  let phase: 'running' | 'closing' | 'closed' = 'running'
  let last = () => app.quit()
  app.on('before-quit', (event) => {
    if (phase === 'closed') return
    event.preventDefault()
    if (phase === 'closing') return
    phase = 'closing'
    void close()
      .catch((error: unknown) => log.error('Closing failed', { error: String(error) }))
      .finally(() => {
        phase = 'closed'
        last()
      })
  })
  // Linux and macOS let an app finish when it asks for it. (The typings leave the event out.)
  powerMonitor.on('shutdown', (...[event]: readonly Electron.Event[]) => {
    event?.preventDefault()
    app.quit()
  })
  return {
    hasBegun: () => phase !== 'running',
    quitWith(wanted) {
      last = wanted
      app.quit()
    }
  }
}
