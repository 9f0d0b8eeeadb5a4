import { app, dialog, ipcMain, powerMonitor, protocol, session, shell, type BrowserWindow } from 'electron'
import { join } from 'node:path'
import { createActions, type Actions } from './menus/actions'
import { PANEL_ADDRESS, servePanelFiles } from './window/app-protocol'
import { createMemory } from './choices/memory'
import { decideWhatClosingMeans } from './window/closing'
import { connectHost, type ConnectedHost } from './connect-host'
import { createNotices } from './notices/create-notices'
import { tellNotices } from './notices/follow-server'
import { createOpening } from './opening/create-opening'
import { createOwnAddress } from './window/own-address'
import { guardPage } from './window/page-guards'
import { reloadDeadPage } from './window/page-recovery'
import { servePanelChannel } from './window/panel-channel'
import { followPower } from './power'
import { finishBeforeQuitting, type Quitting } from './quitting'
import { showMenus } from './menus/show-menus'
import { showPage } from './window/show-page'
import { createSignInWindows } from './window/sign-in-window'
import type { Run } from './run'
import { createPanelWindow } from './window/window'

/** What is made around the server, and knows each other. */
interface Parts {
  readonly window: BrowserWindow
  readonly actions: Actions
  readonly host: ConnectedHost
  readonly quitting: Quitting
  readonly hasTray: Promise<boolean>
}

/** The window, menu and tray around a server that is there; resolves when both have been started. */
export async function runDesktop(run: Run): Promise<void> {
  const { system, server, texts, panelAddress = PANEL_ADDRESS } = run
  const { log } = system
  const window = makeWindow(run)
  const actions = createActions({ app, window, panelAddress, server, log })
  const opening = createOpening({ log, go: actions.openRoute })
  const close = () => server.close().finally(() => system.close())
  const quitting = finishBeforeQuitting({ app, powerMonitor, log, close })
  const host = connectHost(run, { opening, quitting })
  const { hasTray } = showMenus({ actions, host, server, texts, icons: inApp('resources', 'icons'), log })

  const parts = { window, actions, host, quitting, hasTray }
  await servePage(run, parts, panelAddress)
  followWindow(run, parts)
  followWorld(run, parts)

  const { firstRun, startsServer } = host.state()
  await Promise.all([
    ...(startsServer && !firstRun ? [server.start()] : []),
    showPage(window.webContents, firstRun ? `${panelAddress}#/welcome` : panelAddress, log)
  ])
  // One that doesn't listen still holds what an import or a hand put there.
  void server.hashPasswords()
  await run.opened.handTo(opening, actions.showWindow)
  host.lookForUpdates()
}

const inApp = (...parts: string[]) => join(app.getAppPath(), ...parts)

function makeWindow({ system, config, preset, texts }: Run): BrowserWindow {
  servePanelFiles({
    protocol,
    folder: inApp('out', 'renderer'),
    makeNonce: () => system.random.alphanumeric(22)
  })
  return createPanelWindow({
    title: preset?.name ?? texts().name,
    preload: inApp('out', 'preload', 'preload.cjs'),
    icon: inApp('resources', 'icons', '256x256.png'),
    memory: createMemory(join(config.dataFolder, 'desktop', 'window.json'), system.log)
  })
}

/** The panel's page: what it may, what it can ask, and that it comes back. */
async function servePage({ server, system, texts }: Run, { window, host }: Parts, panelAddress: string) {
  const { log, clock } = system
  const page = window.webContents
  const isOwnAddress = createOwnAddress(panelAddress)
  const openSignIn = createSignInWindows()
  guardPage({ page, session: session.defaultSession, shell, isOwnAddress, openSignIn })
  const reveal = (folder: string) => shell.showItemInFolder(folder)
  const panel = await server.panel()
  servePanelChannel({ ipcMain, page, panel, reveal, desktop: host, isOwnAddress })
  const recovered = () => host.pageRecovered(clock.nowMs())
  const giveUp = () => dialog.showErrorBox(texts().name, texts().pageKeepsDying)
  reloadDeadPage({ page, clock, log, recovered, giveUp })
}

function followWindow(
  { choices, texts, system }: Run,
  { window, actions, host, quitting, hasTray }: Parts
): void {
  decideWhatClosingMeans({
    window,
    choices,
    texts,
    log: system.log,
    isQuitting: quitting.hasBegun,
    hide: () => void hasTray.then((isThere) => takeAway(window, isThere)),
    quit: actions.quit,
    changed: host.changed
  })
  // Windows tells the window that the session ends, where others tell the app.
  window.on('session-end', actions.quit)
  app.on('activate', actions.showWindow)
}

/** Without an icon beside the clock nothing else would bring a hidden one back. */
function takeAway(window: BrowserWindow, hasTray: boolean): void {
  if (window.isDestroyed()) return
  if (hasTray) window.hide()
  else window.minimize()
}

/** What happens at the server and at the machine. */
function followWorld({ choices, texts, server, system }: Run, { window, actions, quitting }: Parts): void {
  const notices = createNotices({
    wanted: () => choices.read().notifications,
    texts,
    showWindow: actions.showWindow,
    isWatched: () => window.isVisible() && window.isFocused(),
    isQuitting: quitting.hasBegun
  })
  const awake = tellNotices(notices, server, system)
  const { log, machineClock: clock } = system
  followPower({ powerMonitor, clock, log, flush: server.flush, awake })
}
