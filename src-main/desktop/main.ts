/**
 * The desktop app: a window, a menu and a tray around the same server that the command line runs.
 *
 * The only room that knows Electron. It leans on the contract (its texts and states), on `server.ts` and on `config.ts`;
 * it must not know how anything is done, and the page gets one channel that carries the contract and nothing else.
 */
import { app, dialog, protocol } from 'electron'
import { join } from 'node:path'
import { readConfig, type Config } from '../config'
import { describeFailure } from '../host'
import { registerPanelScheme } from './app-protocol'
import { readCommandLine } from './command-line'
import { startDesktop } from './start-desktop'

const options = readCommandLine(process.argv, app.isPackaged)

// Electron takes both before it is ready, and never again.
registerPanelScheme(protocol)
const config = readConfigOrLeave()
if (config) start(config)

function readConfigOrLeave(): Config | undefined {
  try {
    return readConfig({ options: options.server, defaults: { defaultDurability: 'process' } })
  } catch (error) {
    leave(error)
    return undefined
  }
}

function start(config: Config): void {
  app.setPath('userData', config.dataFolder)
  // Chromium's own files stay apart from the server's.
  app.setPath('sessionData', join(config.dataFolder, 'desktop'))
  if (!app.requestSingleInstanceLock()) return app.exit(0)
  app
    .whenReady()
    .then(() => startDesktop(config, options.panelAddress))
    .catch(leave)
}

/** Says in one sentence why the app can't run, and ends it with the exit code of the command line. */
function leave(error: unknown): void {
  const { message, exitCode } = describeFailure(error)
  dialog.showErrorBox('Friendly OAuth2 Server', message)
  app.exit(exitCode)
}
