import { Menu, type MenuItemConstructorOptions } from 'electron'
import { SECTIONS, type Section, type ServerState } from '../../contract'
import type { Actions } from './actions'
import type { Texts } from './texts'

/** What menu and tray show. */
export interface Shown {
  readonly state: ServerState
  /** Whether the server is one that may be started now. */
  readonly canStart: boolean
  readonly texts: Texts
}

export interface ApplicationMenu {
  /** Switches entries that make no sense now off, and speaks the language of the texts. */
  show(shown: Shown): void
}

/** The native menu, without the sections that a lock keeps its person out of. Everything that the tray offers is here too, since not every Linux desktop shows a tray. */
export function createApplicationMenu(actions: Actions, lock: 'tester' | undefined): ApplicationMenu {
  let shown: Look | undefined
  return {
    show: ({ state, canStart, texts }) => {
      const look: Look = { texts, toggling: state.status === 'running' ? 'server.stop' : 'server.start' }
      // An entry keeps the keys that it was made with.
      if (shown?.texts !== look.texts || shown.toggling !== look.toggling)
        Menu.setApplicationMenu(build(actions, look, lock))
      shown = look
      const enable = (id: string, enabled: boolean) => {
        const item = Menu.getApplicationMenu()?.getMenuItemById(id)
        if (item) item.enabled = enabled
      }
      enable('server.start', canStart)
      enable('server.stop', state.status === 'running')
      enable('server.open_panel', state.status === 'running' && state.panelUrl !== undefined)
    }
  }
}

/** What a menu is made anew for: its language, and which of two entries has the keys that start and stop the server. */
interface Look {
  readonly texts: Texts
  readonly toggling: 'server.start' | 'server.stop'
}

function build(actions: Actions, look: Look, lock: 'tester' | undefined): Menu {
  const { texts } = look
  const isMac = process.platform === 'darwin'
  return Menu.buildFromTemplate([
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    { label: texts.server, submenu: serverEntries(actions, look, isMac) },
    { label: texts.edit, role: 'editMenu' },
    { label: texts.view, submenu: viewEntries(actions, sectionsFor(lock), texts) },
    { label: texts.window, role: 'windowMenu' }
  ])
}

function serverEntries(
  actions: Actions,
  { texts, toggling }: Look,
  isMac: boolean
): MenuItemConstructorOptions[] {
  const keysOf = (id: Look['toggling']) => (id === toggling ? { accelerator: 'CmdOrCtrl+Shift+S' } : {})
  return [
    {
      id: 'server.start',
      label: texts.start,
      ...keysOf('server.start'),
      enabled: false,
      click: actions.start
    },
    {
      id: 'server.stop',
      label: texts.stop,
      ...keysOf('server.stop'),
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

/** The first nine sections by their number, the settings of the app by the key that they have everywhere. */
function acceleratorOf(id: string, index: number): { accelerator?: string } {
  if (id === 'preferences') return { accelerator: 'CmdOrCtrl+,' }
  return index < 9 ? { accelerator: `CmdOrCtrl+${index + 1}` } : {}
}

/** The sections of *Configure* are for whoever made a locked build. */
const CONFIGURING: readonly string[] = ['server', 'flows', 'keys', 'pages', 'mail']

function sectionsFor(lock: 'tester' | undefined): readonly Section[] {
  return SECTIONS.filter(({ id }) => lock === undefined || !CONFIGURING.includes(id))
}

function viewEntries(
  actions: Actions,
  sections: readonly Section[],
  texts: Texts
): MenuItemConstructorOptions[] {
  return [
    ...sections.map((section, index) => ({
      id: `section.${section.id}`,
      label: texts.sections[section.id],
      ...acceleratorOf(section.id, index),
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
