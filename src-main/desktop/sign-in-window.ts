import { BrowserWindow, session } from 'electron'
import { isWebAddress } from './web-address'

/** The windows that the playground asks for by name: with a session of its own each time, or with the one of before. */
const SESSIONS: Readonly<Record<string, 'fresh' | 'kept'>> = {
  'playground-clean': 'fresh',
  'playground-window': 'kept'
}
const SIZE = { width: 520, height: 760 }

/** Opens windows in which somebody signs in for the playground; they know neither the panel nor its session. */
export function createSignInWindows(): (frameName: string, address: string) => boolean {
  let opened = 0
  return (frameName, address) => {
    const kind = SESSIONS[frameName]
    if (!kind || !isWebAddress(address)) return false
    // Without `persist:` a session is forgotten with the last window of it, or with the app.
    const partition = kind === 'fresh' ? `sign-in-${++opened}` : 'sign-in'
    open(address, partition)
    return true
  }
}

function open(address: string, partition: string): void {
  session.fromPartition(partition).setPermissionRequestHandler((_page, _permission, answer) => answer(false))
  const window = new BrowserWindow({
    ...SIZE,
    autoHideMenuBar: true,
    webPreferences: { partition, sandbox: true, contextIsolation: true, nodeIntegration: false }
  })
  const page = window.webContents
  page.setWindowOpenHandler(() => ({ action: 'deny' }))
  page.on('will-attach-webview', (event) => event.preventDefault())
  void window.loadURL(address).catch(() => undefined)
}
