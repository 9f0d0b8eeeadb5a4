/** Menus and the tray, as objects whose entries can be clicked. */
const { EventEmitter } = require('node:events')
const { app } = require('./app.cjs')
const { BrowserWindow } = require('./browser-window.cjs')

class MenuItem {
  constructor(options) {
    const type = options.submenu ? 'submenu' : (options.type ?? 'normal')
    Object.assign(this, { enabled: true, visible: true, checked: false, label: '' }, options, { type })
    if (Array.isArray(options.submenu)) this.submenu = Menu.buildFromTemplate(options.submenu)
    this.click = () => {
      if (!this.enabled) return
      if (options.click) options.click(this, BrowserWindow.getFocusedWindow(), {})
      else if (options.role === 'quit') app.quit()
      else if (options.role === 'close') BrowserWindow.getFocusedWindow()?.close()
    }
  }
}

class Menu extends EventEmitter {
  static application = null
  static buildFromTemplate(template) {
    const menu = new Menu()
    menu.items = template.map((options) => new MenuItem(options))
    return menu
  }
  static setApplicationMenu(menu) {
    Menu.application = menu
  }
  static getApplicationMenu() {
    return Menu.application
  }

  items = []

  getMenuItemById(id) {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id)
      if (found) return found
    }
    return null
  }
}

class Tray extends EventEmitter {
  constructor(image) {
    super()
    this.image = image
  }
  setImage(image) {
    this.image = image
  }
  setToolTip(text) {
    this.toolTip = text
  }
  setContextMenu(menu) {
    this.menu = menu
  }
  destroy() {}
}

module.exports = { Menu, MenuItem, Tray }
