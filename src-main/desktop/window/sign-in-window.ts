import { BrowserWindow, session } from 'electron'
import { isWebAddress } from './web-address'

/** The windows that the playground asks for by name: with a session of its own each time, or with the one of before. */
const SESSIONS: Readonly<Record<string, 'fresh' | 'kept'>> = {
  'playground-clean': 'fresh',
  'playground-window': 'kept'
}
const SIZE = { width: 520, height: 760 }
/** Where a sign-in of the playground ends. */
const LANDING = /\/playground\/callback$/
/** What the landing page marks itself with, by what came of it; the last three: nothing that the window was opened for. */
const HAS_LANDED = `document.querySelector(
  'section[data-testid^="landed-"]:not([data-testid$="-unknown"], [data-testid$="-link_used"], [data-testid$="-elsewhere"])'
) !== null`

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
  const own = session.fromPartition(partition)
  own.setPermissionRequestHandler((_page, _permission, answer) => answer(false))
  own.setPermissionCheckHandler(() => false)
  const window = new BrowserWindow({
    ...SIZE,
    autoHideMenuBar: true,
    webPreferences: { partition, sandbox: true, contextIsolation: true, nodeIntegration: false }
  })
  const page = window.webContents
  page.setWindowOpenHandler(() => ({ action: 'deny' }))
  page.on('will-attach-webview', (event) => event.preventDefault())
  // A page that somebody signs in at leads on over the web alone.
  page.on('will-navigate', (event) => {
    if (!isWebAddress(event.url)) event.preventDefault()
  })
  closeWhenLanded(window)
  void window.loadURL(address).catch(() => undefined)
}

/** What came is shown in the panel: the window has done what it was opened for. */
function closeWhenLanded(window: BrowserWindow): void {
  const page = window.webContents
  page.on('did-finish-load', () => {
    if (!LANDING.test(pathOf(page.getURL()))) return
    void page
      .executeJavaScript(HAS_LANDED)
      .then((hasLanded) => {
        if (hasLanded === true && !window.isDestroyed()) window.close()
      })
      .catch(() => undefined)
  })
}

const pathOf = (address: string) => (URL.canParse(address) ? new URL(address).pathname : '')
