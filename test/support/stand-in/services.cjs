/** What the operating system does for an app: dialogs, links, the clipboard, pictures, screens. */
const { EventEmitter } = require('node:events')
const fs = require('node:fs')
const http = require('node:http')
const { seen } = require('./state.cjs')

/** Buttons to press, in order. */
const answers = JSON.parse(process.env.STAND_IN_ANSWERS ?? '[]')

const dialog = {
  async showMessageBox(...values) {
    const options = values.at(-1)
    const { message, detail, buttons } = options
    seen.push({ what: 'messageBox', message, detail, buttons })
    // Whoever starts the app may say beforehand which buttons are pressed, by what stands on them.
    const wanted = answers.shift()
    const pressed = wanted === undefined ? -1 : buttons.findIndex((label) => label.includes(wanted))
    return { response: pressed < 0 ? (options.cancelId ?? 0) : pressed, checkboxChecked: false }
  },
  showErrorBox(title, content) {
    seen.push({ what: 'errorBox', title, content })
    console.error(`${title}\n${content}`)
  }
}

const shell = {
  openExternal: async (url) => void seen.push({ what: 'openExternal', url }),
  showItemInFolder: (path) => void seen.push({ what: 'showItem', path })
}

class Notification extends EventEmitter {
  static isSupported = () => true

  constructor({ title = '', body = '' } = {}) {
    super()
    Object.assign(this, { title, body })
  }

  show() {
    seen.push({ what: 'notification', title: this.title, body: this.body })
    notifications.push(this)
    this.emit('show')
  }
}
/** Those that were shown, for whoever wants to click one. */
const notifications = []

/** As on a system with a keyring that opens for this program; what it keeps can't be read by looking at it. */
const safeStorage = {
  isEncryptionAvailable: () => process.env.STAND_IN_KEYRING === '1',
  encryptString: (text) => Buffer.from(text, 'utf8').map((byte) => byte ^ 0x5a),
  decryptString(buffer) {
    if (process.env.STAND_IN_KEYRING === 'lost') throw new Error('The keyring does not open')
    return Buffer.from(buffer.map((byte) => byte ^ 0x5a)).toString('utf8')
  }
}

/** Requests of Chromium's network, sent by Node: what electron-updater asks of them is the same. */
const net = {
  request(options) {
    const { session: _session, redirect: _redirect, ...rest } = options
    const address = rest.url ?? `${rest.protocol}//${rest.hostname}:${rest.port ?? ''}${rest.path}`
    return http.request(address, { method: rest.method, headers: rest.headers })
  }
}

let copied = ''
const clipboard = {
  writeText: (text) => (copied = String(text)),
  readText: () => copied
}

const nativeImage = {
  createFromPath: (path) => ({
    path,
    isEmpty: () => !fs.existsSync(path),
    setTemplateImage() {}
  })
}

const display = {
  scaleFactor: 1,
  workArea: { x: 0, y: 0, width: 1600, height: 1000 },
  workAreaSize: { width: 1600, height: 1000 }
}

module.exports = {
  autoUpdater: new EventEmitter(),
  clipboard,
  dialog,
  net,
  Notification,
  notifications,
  safeStorage,
  nativeImage,
  nativeTheme: Object.assign(new EventEmitter(), { themeSource: 'system', shouldUseDarkColors: true }),
  powerMonitor: new EventEmitter(),
  screen: Object.assign(new EventEmitter(), {
    getPrimaryDisplay: () => display,
    getAllDisplays: () => [display]
  }),
  shell
}
