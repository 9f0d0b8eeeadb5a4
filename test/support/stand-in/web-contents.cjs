/** A page, as Electron's webContents. */
const { EventEmitter } = require('node:events')
const fs = require('node:fs')
const { fromBrowser, toBrowser } = require('./addresses.cjs')
const { browserContext } = require('./browser.cjs')
const { encode, receive } = require('./ipc.cjs')
const { runPreload } = require('./page-bridge.cjs')
const { handlers, session } = require('./protocol.cjs')
const { createCodec } = require('./structured-clone.cjs')

/** Runs in the page: one whose process dies can't put anything away any more, so that whatever it does while it is left has no effect. */
function leaveNoTrace() {
  Object.assign(Storage.prototype, { setItem() {}, removeItem() {}, clear() {} })
}

class WebContents extends EventEmitter {
  constructor(window, preferences) {
    super()
    this.id = window.id
    this.window = window
    this.preferences = preferences
    this.session = session.defaultSession
    this.mainFrame = { url: '', parent: null }
    /** Everything that is asked of the page waits for it here, in order. */
    this.page = this.open()
  }

  async open() {
    const page = (this.shown = await (await browserContext()).newPage())
    const cdp = (this.cdp = await page.context().newCDPSession(page))
    this.targetId = (await cdp.send('Target.getTargetInfo')).targetInfo.targetId
    const { width, height } = this.window.bounds
    await page.setViewportSize({ width, height })
    await page.exposeBinding('__standIn', ({ frame }, message) =>
      receive(this.eventFrom(page, frame), message)
    )
    await page.addInitScript({ content: this.preloadScript() })
    await this.serveCustomSchemes(page)
    await this.guardNavigation(page)
    await this.relayEvents(page, cdp)
    return page
  }

  eventFrom(page, frame) {
    this.mainFrame.url = fromBrowser(page.url())
    const isMain = frame === page.mainFrame()
    return {
      sender: this,
      senderFrame: isMain ? this.mainFrame : { url: fromBrowser(frame.url()), parent: this.mainFrame }
    }
  }

  preloadScript() {
    const source = this.preferences.preload ? fs.readFileSync(this.preferences.preload, 'utf8') : ''
    const preload = `function (require, module, exports, process) {\n${source}\n}`
    return `(${runPreload})(${preload}, ${createCodec}, ${JSON.stringify(process.platform)});`
  }

  async serveCustomSchemes(page) {
    for (const [scheme, handler] of handlers) {
      await page.route(`https://*.${scheme}.standin/**`, async (route) => {
        const request = new Request(fromBrowser(route.request().url()), { method: route.request().method() })
        const response = await handler(request)
        await route.fulfill({
          status: response.status,
          headers: Object.fromEntries(response.headers),
          body: Buffer.from(await response.arrayBuffer())
        })
      })
    }
  }

  /** A navigation that the page began itself, of the main frame, is announced and can be prevented. */
  async guardNavigation(page) {
    await page.route(
      () => true,
      async (route) => {
        const request = route.request()
        const isOurs = this.loading || !request.isNavigationRequest() || request.frame() !== page.mainFrame()
        if (isOurs) return route.fallback()
        let prevented = false
        const url = fromBrowser(request.url())
        this.emit('will-navigate', { url, preventDefault: () => (prevented = true) }, url)
        return prevented ? route.abort('aborted') : route.fallback()
      }
    )
  }

  async relayEvents(page, cdp) {
    await cdp.send('Page.enable')
    cdp.on('Page.frameNavigated', ({ frame }) => {
      if (!frame.parentId) this.emit('did-navigate', {}, fromBrowser(frame.url))
    })
    // Playwright's own event comes too late to know the address.
    cdp.on('Page.windowOpen', ({ url, windowName }) => {
      this.popup = this.openHandler?.({ url, frameName: windowName }) ?? { action: 'allow' }
    })
    page.on('popup', (popup) => {
      if (this.popup?.action === 'deny') void popup.close().catch(() => undefined)
    })
    page.on('close', () => this.window.onPageClosed())
    page.on('load', () => {
      this.emit('did-finish-load', {})
      this.window.onPageLoaded()
    })
  }

  /** Electron grants everything unless a handler says otherwise. */
  async applyPermissions() {
    for (const name of ['geolocation', 'notifications']) {
      const granted = this.session.permissionCheckHandler?.(this, name) ?? true
      const setting = granted ? 'granted' : 'denied'
      await this.cdp.send('Browser.setPermission', { permission: { name }, setting })
    }
  }

  async loadURL(address) {
    const page = await this.page
    await this.applyPermissions()
    this.loading = true
    try {
      await page.goto(toBrowser(address))
    } finally {
      this.loading = false
    }
  }

  send(channel, ...values) {
    const text = encode(values)
    this.page = this.page.then(async (page) => {
      // A page that is being replaced hears nothing, as in Electron.
      await page
        .evaluate(([name, payload]) => window.__standInReceive?.(name, payload), [channel, text])
        .catch(() => undefined)
      return page
    })
  }

  executeJavaScript(code) {
    return this.page.then((page) => page.evaluate(code))
  }

  reload() {
    void this.loadURL(this.lastAddress ?? this.getURL())
  }

  /** The page loses everything that it had, without a last word, and the app is told. */
  forcefullyCrashRenderer() {
    this.lastAddress = this.getURL()
    void this.page
      .then((page) => page.evaluate(leaveNoTrace))
      .then(() => this.loadURL('about:blank'))
      .then(() => this.emit('render-process-gone', {}, { reason: 'killed', exitCode: 1 }))
  }

  getURL() {
    const address = this.shown?.url() ?? 'about:blank'
    return address === 'about:blank' ? '' : fromBrowser(address)
  }

  close() {
    this.window.close()
  }

  isDestroyed() {
    return this.window.isDestroyed()
  }

  setWindowOpenHandler(handler) {
    this.openHandler = handler
  }

  openDevTools() {}
}

module.exports = { WebContents }
