/** The life of the app. */
const { EventEmitter } = require('node:events')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { appFolder, manifest, seen, switchValue, windows } = require('./state.cjs')
const { acquire, release } = require('./single-instance.cjs')
const { becomeReady } = require('./protocol.cjs')

const app = new EventEmitter()
const whenReady = new Promise((resolve) => app.once('ready', () => resolve()))
const paths = {
  userData: switchValue('user-data-dir') ?? path.join(os.tmpdir(), `friendly-oauth2-desktop-${process.pid}`),
  appData: process.env.XDG_CONFIG_HOME ?? os.tmpdir(),
  temp: os.tmpdir(),
  home: os.homedir(),
  exe: process.env.STAND_IN_EXECUTABLE ?? process.execPath
}
let ready = false
let openAtLogin = false
let leaving = false

/** Emits an event that a listener may prevent; answers whether one did. */
function isPrevented(name) {
  let prevented = false
  app.emit(name, { preventDefault: () => (prevented = true) })
  return prevented
}

Object.assign(app, {
  name: manifest.productName,
  isPackaged: process.env.STAND_IN_UNPACKED !== undefined,
  commandLine: {
    appendSwitch() {},
    hasSwitch: (name) => switchValue(name) !== undefined,
    getSwitchValue: (name) => switchValue(name) ?? ''
  },
  whenReady: () => whenReady,
  isReady: () => ready,
  getName: () => app.name,
  getVersion: () => manifest.version,
  getAppPath: () => appFolder,
  getLocale: () => switchValue('lang') ?? 'en-US',
  getPath: (name) => paths[name] ?? os.tmpdir(),
  setPath: (name, folder) => void (paths[name] = folder),
  setAppUserModelId() {},
  focus() {},
  relaunch(options) {
    seen.push({ what: 'relaunch', ...options })
    const file = process.env.STAND_IN_RELAUNCHED
    if (file) fs.writeFileSync(file, JSON.stringify(options))
  },
  /** Schemes that the system would hand to this app. */
  protocolClients: [],
  isDefaultProtocolClient: (scheme) =>
    scheme === process.env.STAND_IN_OPENS_LINKS || app.protocolClients.includes(scheme),
  setAsDefaultProtocolClient: (scheme) => Boolean(app.protocolClients.push(scheme)),
  getLoginItemSettings: () => ({ openAtLogin }),
  setLoginItemSettings: (settings) => void (openAtLogin = settings.openAtLogin),
  releaseSingleInstanceLock: release,
  requestSingleInstanceLock() {
    fs.mkdirSync(paths.userData, { recursive: true })
    return acquire(paths.userData, (argv, folder) => app.emit('second-instance', {}, argv, folder))
  },
  quit() {
    if (leaving || isPrevented('before-quit')) return
    for (const window of [...windows]) {
      window.close()
      if (!window.isDestroyed()) return
    }
    if (isPrevented('will-quit')) return
    leaving = true
    app.emit('quit', {}, 0)
    app.exit(0)
  },
  exit(code = 0) {
    leaving = true
    // Not at once: inside an evaluation of the inspector, Node would wait for the debugger for ever.
    setTimeout(() => process.exit(code), 20)
  }
})

/** As Electron does: without a listener the end of the last window is the end of the app. */
function lastWindowClosed() {
  if (leaving) return
  if (app.listenerCount('window-all-closed') > 0) app.emit('window-all-closed')
  else app.quit()
}

function start() {
  ready = true
  becomeReady()
  app.emit('will-finish-launching')
  app.emit('ready', {}, {})
}

module.exports = { app, lastWindowClosed, start }
