import type { App, PowerMonitor } from 'electron'
import type { Log } from '../ports'

export interface Quitting {
  readonly app: Pick<App, 'on' | 'quit'>
  readonly powerMonitor: Pick<PowerMonitor, 'on'>
  readonly log: Log
  /** Finishes what is in flight and writes everything out. */
  readonly close: () => Promise<void>
}

/**
 * Holds the end of the app back until the server has finished, whether a person quits, the system shuts down or a signal
 * comes. Answers whether that has begun.
 */
export function finishBeforeQuitting({ app, powerMonitor, log, close }: Quitting): () => boolean {
  let phase: 'running' | 'closing' | 'closed' = 'running'
  app.on('before-quit', (event) => {
    if (phase === 'closed') return
    event.preventDefault()
    if (phase === 'closing') return
    phase = 'closing'
    void close()
      .catch((error: unknown) => log.error('Closing failed', { error: String(error) }))
      .finally(() => {
        phase = 'closed'
        app.quit()
      })
  })
  // Linux and macOS let an app finish when it asks for it. (The typings leave the event out.)
  powerMonitor.on('shutdown', (...[event]: readonly Electron.Event[]) => {
    event?.preventDefault()
    app.quit()
  })
  return () => phase !== 'running'
}
