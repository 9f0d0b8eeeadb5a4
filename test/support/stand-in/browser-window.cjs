/** A window, whose content is a page. Its place on the screen is only remembered. */
const { EventEmitter } = require('node:events')
const { app, lastWindowClosed } = require('./app.cjs')
const { windows } = require('./state.cjs')
const { WebContents } = require('./web-contents.cjs')

let lastId = 0

class BrowserWindow extends EventEmitter {
  static getAllWindows = () => [...windows]
  static getFocusedWindow = () => [...windows].find((window) => window.visible) ?? null
  static fromWebContents = (contents) => contents?.window ?? null
  static fromId = (id) => [...windows].find((window) => window.id === id) ?? null

  constructor({ x = 0, y = 0, width = 800, height = 600, show = true, title = app.name, ...options } = {}) {
    super()
    this.id = ++lastId
    this.bounds = { x, y, width, height }
    this.visible = show
    this.title = title
    this.options = options
    this.webContents = new WebContents(this, options.webPreferences ?? {})
    windows.add(this)
    queueMicrotask(() => app.emit('browser-window-created', {}, this))
  }

  loadURL(address) {
    return this.webContents.loadURL(address)
  }

  show() {
    this.visible = true
    this.emit('show')
  }

  hide() {
    this.visible = false
    this.emit('hide')
  }

  focus() {
    this.emit('focus')
  }

  minimize() {
    this.minimized = true
  }

  restore() {
    this.minimized = false
  }

  maximize() {
    this.maximized = true
  }

  close() {
    let prevented = false
    this.emit('close', { preventDefault: () => (prevented = true) })
    if (!prevented) this.destroy()
  }

  destroy() {
    if (this.gone) return
    void this.webContents.page.then((page) => page.close()).catch(() => undefined)
    this.onPageClosed()
  }

  onPageLoaded() {
    if (this.drawn) return
    this.drawn = true
    this.emit('ready-to-show')
  }

  onPageClosed() {
    if (this.gone) return
    this.gone = true
    windows.delete(this)
    this.emit('closed')
    this.webContents.emit('destroyed')
    if (windows.size === 0) lastWindowClosed()
  }

  setBounds(bounds) {
    Object.assign(this.bounds, bounds)
    const { width, height } = this.bounds
    void this.webContents.page.then((page) => page.setViewportSize({ width, height }))
  }

  getBounds = () => ({ ...this.bounds })
  getNormalBounds = () => ({ ...this.bounds })
  getTitle = () => this.title
  isVisible = () => this.visible
  isMinimized = () => this.minimized === true
  isMaximized = () => this.maximized === true
  isFocused = () => this.visible
  isDestroyed = () => this.gone === true
}

const webContents = {
  getAllWebContents: () => [...windows].map((window) => window.webContents),
  fromDevToolsTargetId: (id) => webContents.getAllWebContents().find((contents) => contents.targetId === id),
  fromId: (id) => BrowserWindow.fromId(id)?.webContents
}

module.exports = { BrowserWindow, webContents }
