/**
 * The desktop app: a window, a menu and a tray around the same server that the command line runs.
 *
 * The only room that knows Electron. It leans on the contract (its texts and states), on `server.ts` and on `config.ts`;
 * it must not know how anything is done, and the page gets one channel that carries the contract and nothing else.
 */
import { app, dialog, protocol } from 'electron'
import { join } from 'node:path'
import { readConfig, surroundingVariables, type Config } from '../config'
import { describeFailure } from '../host'
import { registerPanelScheme } from './window/app-protocol'
import { readCommandLine } from './command-line'
import { listenForOpening } from './opening/listen-for-opening'
import { nameToWindows } from './places/app-id'
import { findPortableFolder, runsFromImage } from './places/portable-folder'
import { findPresetFolder } from './places/preset'
import { startDesktop } from './start-desktop'

const options = readCommandLine(process.argv, app.isPackaged)
const program = {
  isPackaged: app.isPackaged,
  platform: process.platform,
  executable: app.getPath('exe'),
  environment: surroundingVariables()
}
nameToWindows(app, program.platform)
// Inherited from another AppImage, it would have the updates put in that one's place.
if (!runsFromImage(program)) Reflect.deleteProperty(program.environment, 'APPIMAGE')
const portableFolder = findPortableFolder(program)
const presetFolder = findPresetFolder(process.resourcesPath, app.isPackaged)

// Electron takes both before it is ready, and never again.
registerPanelScheme(protocol)
const config = readConfigOrLeave()
if (config) start(config)

function readConfigOrLeave(): Config | undefined {
  try {
    return readConfig({
      options: options.server,
      defaults: { defaultDurability: 'process', ...defaultFolder() }
    })
  } catch (error) {
    leave(error)
    return undefined
  }
}

/** Beside a portable program; of a preconfigured build under its own name, so that two of them live side by side. */
function defaultFolder(): { dataFolder?: string } {
  if (portableFolder !== undefined) return { dataFolder: portableFolder }
  return presetFolder === undefined ? {} : { dataFolder: app.getPath('userData') }
}

function start(config: Config): void {
  app.setPath('userData', config.dataFolder)
  // Chromium's own files stay apart from the server's.
  app.setPath('sessionData', join(config.dataFolder, 'desktop'))
  if (!app.requestSingleInstanceLock()) return app.exit(0)
  const opened = listenForOpening(app, options.opened)
  const isPortable = portableFolder !== undefined && portableFolder === config.dataFolder
  app
    .whenReady()
    .then(() => startDesktop({ config, program, presetFolder, isPortable, opened, ...panelOf(options) }))
    .catch(leave)
}

function panelOf({ panelAddress }: typeof options): { panelAddress?: string } {
  return panelAddress === undefined ? {} : { panelAddress }
}

/** Says in one sentence why the app can't run, and ends it with the exit code of the command line. */
function leave(error: unknown): void {
  const { message, exitCode } = describeFailure(error)
  dialog.showErrorBox('Friendly OAuth2 Server', message)
  app.exit(exitCode)
}
