import { clipboard, shell, type App, type BrowserWindow } from 'electron'
import type { Section, ServerState } from '../../contract'
import type { Log } from '../../ports'
import { openInBrowser } from '../window/page-guards'
import { showPage } from '../window/show-page'
import { showWindow } from '../window/window'

/** What menu and tray do. */
export interface Actions {
  start(): void
  stop(): void
  copyIssuer(): void
  openPanel(): void
  openSection(section: Section): void
  /** Brings the window to the front, on a route of the panel. */
  openRoute(route: string): void
  showWindow(): void
  quit(): void
}

export interface ActionTargets {
  readonly app: Pick<App, 'quit'>
  readonly window: BrowserWindow
  /** Where the panel's page lies, without a route. */
  readonly panelAddress: string
  readonly server: { start(): Promise<ServerState>; stop(): Promise<ServerState>; state(): ServerState }
  readonly log: Pick<Log, 'warn'>
}

/** The actions of menu and tray. A server that can't start says so in its state, which the panel shows. */
export function createActions({ app, window, panelAddress, server, log }: ActionTargets): Actions {
  function openRoute(route: string): void {
    showWindow(window)
    const address = `${panelAddress}#${route}`
    // Chromium takes the address that is shown already for a reload, and what was typed there would be lost.
    if (window.webContents.getURL() !== address) void showPage(window.webContents, address, log)
  }
  return {
    start: () => void server.start(),
    stop: () => void server.stop(),
    copyIssuer: () => void clipboard.writeText(server.state().issuer),
    openPanel: () => openInBrowser(shell, server.state().panelUrl ?? ''),
    openSection: ({ path }) => openRoute(path),
    openRoute,
    showWindow: () => showWindow(window),
    quit: () => app.quit()
  }
}
