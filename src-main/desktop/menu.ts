import { Menu, type MenuItemConstructorOptions } from 'electron'
import { SECTIONS, type ServerState } from '../contract'
import type { Actions } from './actions'
import type { Texts } from './texts'

export interface ApplicationMenu {
  /** Switches the entries that make no sense in this state off. */
  show(state: ServerState): void
}

/** The native menu. Everything that the tray offers is here too, since not every Linux desktop shows a tray. */
export function createApplicationMenu(actions: Actions, texts: Texts): ApplicationMenu {
  const isMac = process.platform === 'darwin'
  const menu = Menu.buildFromTemplate([
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    { label: texts.server, submenu: serverEntries(actions, texts, isMac) },
    { label: texts.edit, role: 'editMenu' },
    { label: texts.view, submenu: viewEntries(actions, texts) },
    { label: texts.window, role: 'windowMenu' }
  ])
  Menu.setApplicationMenu(menu)
  return {
    show: (state) => {
      const enable = (id: string, enabled: boolean) => {
        const item = menu.getMenuItemById(id)
        if (item) item.enabled = enabled
      }
      enable('server.start', canStart(state))
      enable('server.stop', state.status === 'running')
      enable('server.open_panel', state.status === 'running' && state.panelUrl !== undefined)
    }
  }
}

export const canStart = (state: ServerState) => state.status === 'stopped' || state.status === 'failed'

function serverEntries(actions: Actions, texts: Texts, isMac: boolean): MenuItemConstructorOptions[] {
  return [
    {
      id: 'server.start',
      label: texts.start,
      accelerator: 'CmdOrCtrl+Shift+S',
      enabled: false,
      click: actions.start
    },
    {
      id: 'server.stop',
      label: texts.stop,
      accelerator: 'CmdOrCtrl+Shift+X',
      enabled: false,
      click: actions.stop
    },
    { type: 'separator' },
    { id: 'server.copy_issuer', label: texts.copyIssuer, click: actions.copyIssuer },
    { id: 'server.open_panel', label: texts.openPanel, enabled: false, click: actions.openPanel },
    ...(isMac
      ? []
      : [
          { type: 'separator' } as const,
          { id: 'quit', label: texts.quit, accelerator: 'CmdOrCtrl+Q', click: actions.quit }
        ])
  ]
}

function viewEntries(actions: Actions, texts: Texts): MenuItemConstructorOptions[] {
  return [
    ...SECTIONS.map((section, index) => ({
      id: `section.${section.id}`,
      label: texts.sections[section.id],
      ...(index < 9 && { accelerator: `CmdOrCtrl+${index + 1}` }),
      click: () => actions.openSection(section)
    })),
    { type: 'separator' },
    { role: 'reload', label: texts.reload },
    { role: 'resetZoom', label: texts.actualSize },
    { role: 'zoomIn', label: texts.zoomIn },
    { role: 'zoomOut', label: texts.zoomOut },
    { type: 'separator' },
    { role: 'togglefullscreen', label: texts.fullScreen },
    { role: 'toggleDevTools', label: texts.developerTools }
  ]
}
