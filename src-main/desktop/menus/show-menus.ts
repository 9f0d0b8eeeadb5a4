import type { DesktopHost, Log } from '../../ports'
import type { FriendlyServer } from '../../server'
import type { Actions } from './actions'
import { createApplicationMenu } from './menu'
import type { Texts } from './texts'
import { createStatusTray } from './tray'

export interface Menus {
  readonly actions: Actions
  readonly host: DesktopHost
  readonly server: Pick<FriendlyServer, 'state' | 'subscribe'>
  readonly texts: () => Texts
  /** The folder of the icons. */
  readonly icons: string
  readonly log: Pick<Log, 'warn'>
}

/** Menu and tray, which follow the server and the language that is chosen. */
export function showMenus({ actions, host, server, texts, icons, log }: Menus): {
  hasTray: Promise<boolean>
} {
  const menu = createApplicationMenu(actions, host.preset?.lock)
  const tray = createStatusTray(actions, icons, log)
  const show = () => {
    const state = server.state()
    const isIdle = state.status === 'stopped' || state.status === 'failed'
    // Before somebody has said how this folder begins, the page that asks starts the server.
    const shown = { state, canStart: isIdle && !host.state().firstRun, texts: texts() }
    menu.show(shown)
    tray.show(shown)
  }
  server.subscribe(show)
  host.subscribe(show)
  show()
  return { hasTray: tray.isThere }
}
