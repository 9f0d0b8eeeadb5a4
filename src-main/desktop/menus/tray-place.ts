import { execFile } from 'node:child_process'

const PATIENCE_MS = 2000
const WATCHER = 'org.kde.StatusNotifierWatcher'
/** `b true` where something shows icons beside the clock (StatusNotifierItem specification). */
const QUESTION = [
  ...['--user', 'get-property', WATCHER, '/StatusNotifierWatcher'],
  ...[WATCHER, 'IsStatusNotifierHostRegistered']
]

/**
 * Whether an icon beside the clock is to be seen, which on Linux the session bus is asked for: Electron makes an icon there also
 * where nothing shows it. No answer is a no, since a window without an icon must stay within reach.
 */
export async function isTrayShown(platform: NodeJS.Platform): Promise<boolean> {
  if (platform !== 'linux') return true
  return new Promise((resolve) => {
    execFile('busctl', QUESTION, { timeout: PATIENCE_MS }, (error, answer) =>
      resolve(!error && answer.trim() === 'b true')
    )
  })
}
