import { BrowserWindow, nativeTheme, screen, type Rectangle } from 'electron'
import type { Memory } from '../choices/memory'

const MINIMUM = { width: 1024, height: 700 }
const PREFERRED = { width: 1280, height: 832 }
/** The page's own background, so that nothing flashes before it is drawn. */
const BACKGROUND = { dark: '#121214', light: '#F6F8FA' }

export interface PanelWindow {
  readonly title: string
  readonly preload: string
  readonly icon: string
  readonly memory: Memory
}

/** Makes the window, hidden until its page is drawn, where it stood last time. */
export function createPanelWindow({ title, preload, icon, memory }: PanelWindow): BrowserWindow {
  const { bounds, maximized } = memory.recall()
  const window = new BrowserWindow({
    ...PREFERRED,
    ...(bounds && isOnAScreen(bounds) ? bounds : {}),
    minWidth: MINIMUM.width,
    minHeight: MINIMUM.height,
    show: false,
    title,
    icon,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false
    }
  })
  if (maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () =>
    memory.remember({ bounds: window.getNormalBounds(), maximized: window.isMaximized() })
  )
  return window
}

/** Brings the window to the front, from wherever it is. */
export function showWindow(window: BrowserWindow): void {
  if (window.isDestroyed()) return
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

/** A screen that was unplugged must not take the window with it. */
function isOnAScreen(bounds: Rectangle): boolean {
  return screen.getAllDisplays().some(({ workArea }) => {
    const reaches = (start: number, length: number, from: number, size: number) =>
      start + length > from && start < from + size
    return (
      reaches(bounds.x, bounds.width, workArea.x, workArea.width) &&
      reaches(bounds.y, bounds.height, workArea.y, workArea.height)
    )
  })
}
