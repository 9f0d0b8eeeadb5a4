/** What the app gets from `import … from 'electron'`. A literal, so that Node finds its named exports. */
const { app, start } = require('./app.cjs')
const { browserContext } = require('./browser.cjs')
const { BrowserWindow, webContents } = require('./browser-window.cjs')
const { ipcMain } = require('./ipc.cjs')
const { Menu, MenuItem, Tray } = require('./menu.cjs')
const { protocol, session } = require('./protocol.cjs')
const services = require('./services.cjs')
const { seen } = require('./state.cjs')

const { autoUpdater, clipboard, dialog, nativeImage, nativeTheme, net } = services
const { Notification, notifications, powerMonitor, safeStorage, screen, shell } = services

module.exports = {
  app,
  autoUpdater,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  webContents,
  __standIn: { browserContext, notifications, seen, start }
}
