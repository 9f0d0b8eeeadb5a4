/** What the operating system does for an app: dialogs, links, the clipboard, pictures, screens. */
const { EventEmitter } = require('node:events')
const fs = require('node:fs')
const { seen } = require('./state.cjs')

const dialog = {
  async showMessageBox(...values) {
    const options = values.at(-1)
    seen.push({ what: 'messageBox', message: options.message })
    return { response: options.cancelId ?? 0, checkboxChecked: false }
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
  clipboard,
  dialog,
  nativeImage,
  nativeTheme: Object.assign(new EventEmitter(), { themeSource: 'system', shouldUseDarkColors: true }),
  powerMonitor: new EventEmitter(),
  screen: Object.assign(new EventEmitter(), {
    getPrimaryDisplay: () => display,
    getAllDisplays: () => [display]
  }),
  shell
}
