import { app, dialog, ipcMain, powerMonitor, protocol, session, shell } from 'electron'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config'
import type { Profile } from '../contract'
import { readProfile } from '../host'
import { createServer } from '../server'
import { createSystem } from '../system'
import { createActions } from './actions'
import { PANEL_ADDRESS, servePanelFiles } from './app-protocol'
import { decideWhatClosingMeans } from './closing'
import { createMemory } from './memory'
import { createApplicationMenu } from './menu'
import { createOwnAddress } from './own-address'
import { guardPage } from './page-guards'
import { reloadDeadPage } from './page-recovery'
import { servePanelChannel } from './panel-channel'
import { finishBeforeQuitting } from './quitting'
import { showPage } from './show-page'
import { createSignInWindows } from './sign-in-window'
import { textsFor } from './texts'
import { createStatusTray } from './tray'
import { createPanelWindow } from './window'

/**
 * Makes the server and everything around it, and starts both. A server that can't listen says so in its state; the window is
 * there all the same. Rejects when there can be no server at all: a data folder in use, damaged or unreadable.
 */
export async function startDesktop(config: Config, panelAddress = PANEL_ADDRESS): Promise<void> {
  const inApp = (...parts: string[]) => join(app.getAppPath(), ...parts)
  const icons = inApp('resources', 'icons')
  const texts = textsFor(app.getLocale())
  const memory = createMemory(join(config.dataFolder, 'desktop', 'window.json'))
  const isOwnAddress = createOwnAddress(panelAddress)

  const system = createSystem({ logLevel: config.logLevel, logFormat: config.logFormat })
  const profile = await profileToLoad(config)
  const server = await createServer(
    { ...config, ...(profile && { profile }), version: app.getVersion() },
    system
  )

  servePanelFiles({
    protocol,
    folder: inApp('out', 'renderer'),
    makeNonce: () => system.random.alphanumeric(22)
  })
  const window = createPanelWindow({
    title: texts.name,
    preload: inApp('out', 'preload', 'preload.cjs'),
    icon: join(icons, 'icon-256.png'),
    memory
  })
  const page = window.webContents
  guardPage({
    page,
    session: session.defaultSession,
    shell,
    isOwnAddress,
    openSignIn: createSignInWindows()
  })
  const reveal = (folder: string) => shell.showItemInFolder(folder)
  servePanelChannel({ ipcMain, page, panel: server.panel, reveal, isOwnAddress })
  reloadDeadPage({
    page,
    clock: system.clock,
    log: system.log,
    giveUp: () => dialog.showErrorBox(texts.name, texts.pageKeepsDying)
  })

  const actions = createActions({ app, window, panelAddress, server, log: system.log })
  const menu = createApplicationMenu(actions, texts)
  const tray = createStatusTray(actions, texts, icons)
  const show = () => {
    menu.show(server.state())
    tray.show(server.state())
  }
  server.subscribe(show)
  show()

  const isQuitting = finishBeforeQuitting({
    app,
    powerMonitor,
    log: system.log,
    close: () => server.close().finally(() => system.close())
  })
  decideWhatClosingMeans({ window, memory, texts, isQuitting, quit: actions.quit })
  // Windows tells the window that the session ends, where others tell the app.
  window.on('session-end', actions.quit)
  app.on('second-instance', actions.showWindow)
  app.on('activate', actions.showWindow)

  await Promise.all([server.start(), showPage(page, panelAddress, system.log)])
}

/** The profile that was named, else the one that a preconfigured build carries, which is for the first start alone. */
async function profileToLoad({ profileFile, dataFolder }: Config): Promise<Profile | undefined> {
  if (profileFile) return readProfile(profileFile)
  const packaged = join(process.resourcesPath, 'profile', 'profile.json')
  const isFirstStart = !existsSync(join(dataFolder, 'config.json'))
  return app.isPackaged && isFirstStart && existsSync(packaged) ? readProfile(packaged) : undefined
}
