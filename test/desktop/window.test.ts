import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientThrough } from '../support/desktop/desktop-client'
import { launchDesktop, removeFolders, type Desktop } from '../support/desktop/launch-desktop'

let desktop: Desktop

beforeAll(async () => {
  desktop = await launchDesktop()
})
afterAll(async () => {
  await desktop?.quit()
  removeFolders()
})

describe('the window', () => {
  it('shows the panel, and the panel reaches the server over the bridge', async () => {
    const { window } = desktop
    await window.locator('#app > *').first().waitFor()
    const session = await (await clientThrough(window)).session.current()
    expect(session).toMatchObject({ kind: 'local', access: 'administrator' })
    expect(session.capabilities).toContain('server.control')
  })

  it('is shown once its page is drawn, at least 1024 by 700 large', async () => {
    const handle = await desktop.app.browserWindow(desktop.window)
    await expect.poll(() => handle.evaluate((window) => window.isVisible())).toBe(true)
    const { width, height } = await handle.evaluate((window) => window.getBounds())
    expect(width).toBeGreaterThanOrEqual(1024)
    expect(height).toBeGreaterThanOrEqual(700)
  })

  it('gives the page nothing of Node or Electron but the one port', async () => {
    const found = await desktop.window.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer', '__standIn'].filter(
        (name) => name in globalThis
      )
    )
    expect(found).toEqual([])
    const port = await desktop.window.evaluate(() =>
      Object.keys((globalThis as unknown as { friendlyOAuth2Port: object }).friendlyOAuth2Port)
    )
    expect(port.sort()).toEqual(['onDisconnect', 'onMessage', 'postMessage'])
  })

  it('comes with a policy that allows no script but the panel’s own, and a fresh nonce with each load', async () => {
    const policies: string[] = []
    desktop.window.on('response', (response) => {
      if (response.request().isNavigationRequest())
        policies.push(response.headers()['content-security-policy'] ?? '')
    })
    for (const _ of [1, 2]) await desktop.window.reload()
    await desktop.window.locator('#app > *').first().waitFor()
    expect(policies).toHaveLength(2)
    for (const policy of policies) {
      expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self' 'nonce-")
      expect(policy).not.toContain('unsafe')
    }
    const nonces = policies.map((policy) => /'nonce-([^']+)'/.exec(policy)?.[1])
    expect(nonces[0]).toMatch(/^[A-Za-z0-9]{22}$/)
    expect(nonces[0]).not.toBe(nonces[1])
  })

  it('finds no file outside of the panel’s folder', async () => {
    const statuses = await desktop.window.evaluate(async () => {
      const paths = [
        '/%2e%2e%2f%2e%2e%2fpackage.json',
        '/..%2f..%2fpackage.json',
        '/%00',
        '/%E0%A4%A',
        '/nothing.js'
      ]
      return Promise.all(paths.map(async (path) => (await fetch(path)).status))
    })
    expect(statuses).toEqual([404, 404, 404, 404, 404])
  })
})

describe('every section of the panel', () => {
  it('keeps to the policy', async () => {
    const complaints: string[] = []
    desktop.window.on('console', (message) => {
      if (/content security policy/i.test(message.text())) complaints.push(message.text())
    })
    for (const id of ['playground', 'clients', 'flows', 'dashboard']) {
      await desktop.app.evaluate(
        ({ Menu }, item) => Menu.getApplicationMenu()?.getMenuItemById(item)?.click(),
        `section.${id}`
      )
      await desktop.window.locator('main').first().waitFor()
      await desktop.window.waitForTimeout(300)
    }
    expect(complaints).toEqual([])
  })
})

describe('a page that dies', () => {
  it('is loaded again, while the server goes on', async () => {
    const handle = await desktop.app.browserWindow(desktop.window)
    const before = await desktop.window.evaluate(() => performance.timeOrigin)
    await handle.evaluate((window) => window.webContents.forcefullyCrashRenderer())
    const timeOrigin = () => desktop.window.evaluate(() => performance.timeOrigin).catch(() => before)
    await expect.poll(timeOrigin, { timeout: 20_000 }).not.toBe(before)
    await desktop.window.locator('#app > *').first().waitFor()
  })
})
