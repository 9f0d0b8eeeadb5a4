import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import type { Page } from 'playwright-core'
import { axeFindings } from '../support/browser/axe-findings'
import { clientThrough } from '../support/desktop/desktop-client'
import { launchDesktop, makeFolder, removeFolders, type Desktop } from '../support/desktop/launch-desktop'

// The app is started and looked at in both themes, which takes a slow machine its time.
vi.setConfig({ testTimeout: 180_000 })

const running: Desktop[] = []
const holders: Server[] = []

async function launch(options: Parameters<typeof launchDesktop>[0]) {
  const desktop = await launchDesktop(options)
  running.push(desktop)
  return desktop
}

afterEach(async () => {
  for (const desktop of running.splice(0)) if (!desktop.hasEnded()) await desktop.quit()
  for (const holder of holders.splice(0)) holder.close()
})
afterAll(removeFolders)

const byId = (page: Page, id: string) => page.locator(`[data-testid="${id}"]`)
const hash = (page: Page) => page.evaluate(() => location.hash)

/** Looks at a page in both themes. */
async function expectNoFindings(page: Page): Promise<void> {
  for (const theme of ['dark', 'light']) {
    await page.evaluate((name) => (document.documentElement.dataset.theme = name), theme)
    expect(await axeFindings(page), theme).toEqual([])
  }
}

/** A port that something else listens on, with a free one behind it, where the machine has such a pair. */
async function takePort(): Promise<number> {
  for (;;) {
    const holder = createServer().listen(0, 'localhost')
    await new Promise((resolve) => holder.once('listening', resolve))
    const { port } = holder.address() as AddressInfo
    const next = createServer().listen(port + 1, 'localhost')
    const isFree = await new Promise<boolean>((resolve) => {
      next.once('listening', () => resolve(true))
      next.once('error', () => resolve(false))
    })
    next.close()
    if (isFree && port < 65_535) {
      holders.push(holder)
      return port
    }
    holder.close()
  }
}

describe('a fresh install', () => {
  it('comes to a verified ID token by two presses of a key', async () => {
    const { window } = await launch({ isFirstRun: true })
    const samples = byId(window, 'welcome-samples')
    await samples.and(window.locator(':enabled')).waitFor()
    expect(await hash(window)).toContain('#/welcome')
    await expectNoFindings(window)

    await samples.press('Enter')
    await byId(window, 'start-code').press('Enter')
    await window.getByText('Signature valid').first().waitFor()
    expect(await hash(window)).toBe('#/playground')
    const client = await clientThrough(window)
    expect((await client.collections.list()).map(({ name }) => name)).toContain('First steps')
  })
})

describe('a port that is taken', () => {
  it('stays until somebody says otherwise, and then the addresses of clients go along', async () => {
    const folder = makeFolder()
    const taken = await takePort()
    const first = await launch({ folder })
    const before = await clientThrough(first.window)
    const uri = `http://localhost:${taken}/callback`
    const { client: shop } = await before.clients.create({ client_name: 'Shop', redirect_uris: [uri] })
    await before.settings.update({ listen: { port: taken } })
    await first.quit()

    const { window } = await launch({ folder, options: [] })
    const conflict = byId(window, 'port-conflict')
    await conflict.waitFor()
    expect(await conflict.textContent()).toContain(`Port ${taken} is taken`)
    if (process.platform === 'linux') expect(await conflict.textContent()).toContain(`process ${process.pid}`)
    const client = await clientThrough(window)
    await byId(window, 'port-again').press('Enter')
    await expect.poll(async () => (await client.server.state()).status).toBe('failed')
    expect((await client.server.state()).port).toBe(taken)

    await byId(window, 'port-changes').press('Enter')
    const moves = byId(window, 'port-moves')
    await expect.poll(() => moves.textContent()).toContain(uri)
    expect(await moves.textContent()).toContain(
      `http://localhost:${taken + 1}/.well-known/openid-configuration`
    )
    await expectNoFindings(window)

    await byId(window, 'port-next').press('Enter')
    await conflict.waitFor({ state: 'detached' })
    expect(await client.server.state()).toMatchObject({ status: 'running', port: taken + 1 })
    await expect
      .poll(async () => (await client.clients.get({ client_id: shop.client_id })).redirect_uris)
      .toEqual([`http://localhost:${taken + 1}/callback`])
  })
})

describe('a page that dies', () => {
  it('comes back where it was with what was chosen there, but for secrets, and says so', async () => {
    const { app, window } = await launch({ isFirstRun: true })
    await byId(window, 'welcome-samples').and(window.locator(':enabled')).click()
    const client = await clientThrough(window)
    await window.evaluate(
      () => (location.hash = '#/playground?request=First steps/A service asks for itself')
    )
    await expect.poll(() => hash(window)).toBe('#/playground')
    const kept = () => window.evaluate(() => sessionStorage.getItem('friendly-oauth2.playground.draft'))
    await expect.poll(kept).toContain('sample-service')
    expect(await client.playground.transcript()).toEqual([])
    expect(await kept()).not.toContain('sample-service-secret')

    const handle = await app.browserWindow(window)
    await handle.evaluate((one) => one.webContents.forcefullyCrashRenderer())
    await byId(window, 'page-recovered').waitFor({ timeout: 20_000 })
    expect(await hash(window)).toBe('#/playground')
    await window.getByText('Sample service', { exact: false }).first().waitFor()
    await byId(window, 'page-recovered-close').press('Enter')
    await byId(window, 'page-recovered').waitFor({ state: 'detached' })
    await window.reload()
    await byId(window, 'server-pill').waitFor()
    expect(await byId(window, 'page-recovered').count()).toBe(0)
  })
})

describe('the settings of the app', () => {
  it('are reached by keyboard, and nothing serious is wrong with them', async () => {
    const { window } = await launch({})
    await byId(window, 'server-pill').waitFor()
    await window.evaluate(() => (location.hash = '#/preferences'))
    const client = await clientThrough(window)
    await byId(window, 'starts-server').press('Space')
    await expect.poll(async () => (await client.desktop.state()).startsServer).toBe(false)
    await byId(window, 'preset-name').fill('Checkout QA')
    await expect
      .poll(() => byId(window, 'preset-command').textContent())
      .toContain('--profile checkout-qa.json --name "Checkout QA"')
    await expectNoFindings(window)
  })
})
