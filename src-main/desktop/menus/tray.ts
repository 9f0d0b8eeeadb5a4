import { Menu, Tray, nativeImage, type NativeImage } from 'electron'
import { join } from 'node:path'
import type { ServerState } from '../../contract'
import type { Log } from '../../ports'
import type { Actions } from './actions'
import { isTrayShown } from './tray-place'
import type { Shown } from './menu'
import type { Texts } from './texts'

export interface StatusTray {
  /** Whether it is to be seen: some desktops of Linux have no place for it. */
  readonly isThere: Promise<boolean>
  show(shown: Shown): void
}

/** The icon beside the clock: what the server does, and the few things that one wants without a window. */
export function createStatusTray(actions: Actions, icons: string, log: Pick<Log, 'warn'>): StatusTray {
  const tray = tryTray(icons, log)
  tray?.on('click', actions.showWindow)
  return {
    isThere: tray ? isTrayShown(process.platform) : Promise.resolve(false),
    show: (shown) => {
      const { state, texts } = shown
      tray?.setImage(imageOf(lookOf(state), icons))
      tray?.setToolTip(`${texts.name}\n${lineOf(state, texts)}`)
      tray?.setContextMenu(Menu.buildFromTemplate(entriesOf(shown, actions)))
    }
  }
}

/** Everything that the tray offers is in the menu too. */
function tryTray(icons: string, log: Pick<Log, 'warn'>): Tray | undefined {
  try {
    return new Tray(imageOf('stopped', icons))
  } catch (error) {
    log.warn('This desktop has no place for an icon beside the clock', { error: String(error) })
    return undefined
  }
}

type Look = 'running' | 'stopped' | 'failed'

function lookOf({ status }: ServerState): Look {
  if (status === 'failed') return 'failed'
  return status === 'running' || status === 'starting' ? 'running' : 'stopped'
}

/** macOS draws a template image in the colour of its bar; Linux desktops take one size and scale it. */
function imageOf(look: Look, icons: string): NativeImage {
  const ending = { darwin: 'Template', linux: '-large' }[process.platform as string] ?? ''
  return nativeImage.createFromPath(join(icons, 'tray', `${look}${ending}.png`))
}

function lineOf(state: ServerState, texts: Texts): string {
  const status = texts.status[state.status]
  return state.status === 'running' ? `${status} · ${state.issuer}` : status
}

const entriesOf = ({ state, texts, canStart }: Shown, actions: Actions) => [
  { id: 'state', label: lineOf(state, texts), enabled: false },
  { type: 'separator' as const },
  { id: 'start', label: texts.start, enabled: canStart, click: actions.start },
  { id: 'stop', label: texts.stop, enabled: state.status === 'running', click: actions.stop },
  { id: 'copy_issuer', label: texts.copyIssuer, click: actions.copyIssuer },
  { type: 'separator' as const },
  { id: 'open', label: texts.openWindow, click: actions.showWindow },
  { id: 'quit', label: texts.quit, click: actions.quit }
]
