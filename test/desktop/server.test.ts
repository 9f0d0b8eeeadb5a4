import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientThrough } from '../support/desktop/desktop-client'
import { launchDesktop, makeFolder, removeFolders, type Desktop } from '../support/desktop/launch-desktop'

let desktop: Desktop
let client: Awaited<ReturnType<typeof clientThrough>>

beforeAll(async () => {
  desktop = await launchDesktop()
  client = await clientThrough(desktop.window)
})
afterAll(async () => {
  await desktop?.quit()
  removeFolders()
})

const status = () => client.server.state().then((state) => state.status)
const isHealthy = async () => {
  const { port } = await client.server.state()
  return fetch(`http://127.0.0.1:${port}/healthz`).then(
    (answer) => answer.status === 200,
    () => false
  )
}
/** Clicks an entry of the native menu. */
const choose = (id: string) =>
  desktop.app.evaluate(({ Menu }, item) => Menu.getApplicationMenu()?.getMenuItemById(item)?.click(), id)
const isEnabled = (id: string) =>
  desktop.app.evaluate(({ Menu }, item) => Menu.getApplicationMenu()?.getMenuItemById(item)?.enabled, id)

/** The keys of the entries that start and stop the server. */
const keys = () =>
  desktop.app.evaluate(({ Menu }) =>
    ['server.start', 'server.stop'].map((id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.accelerator)
  )

describe('the server of the desktop app', () => {
  it('starts with the app and answers', async () => {
    await expect.poll(status).toBe('running')
    expect(await isHealthy()).toBe(true)
  })

  it('stops and starts from the menu, and the panel sees it', async () => {
    await choose('server.stop')
    await expect.poll(status).toBe('stopped')
    expect(await isHealthy()).toBe(false)
    await expect.poll(() => isEnabled('server.start')).toBe(true)
    expect(await isEnabled('server.stop')).toBe(false)

    await choose('server.start')
    await expect.poll(status).toBe('running')
    expect(await isHealthy()).toBe(true)
    await expect.poll(() => isEnabled('server.stop')).toBe(true)
  })

  it('stops and starts by the same keys', async () => {
    const KEYS = 'CmdOrCtrl+Shift+S'
    await expect.poll(keys).toEqual([undefined, KEYS])
    await choose('server.stop')
    await expect.poll(keys).toEqual([KEYS, undefined])
    await expect.poll(() => isEnabled('server.start')).toBe(true)
    await choose('server.start')
    await expect.poll(keys).toEqual([undefined, KEYS])
    await expect.poll(() => isEnabled('server.stop')).toBe(true)
  })

  it('stops and starts from the panel, and the menu sees it', async () => {
    await client.server.stop()
    await expect.poll(() => isEnabled('server.start')).toBe(true)
    await client.server.start()
    await expect.poll(() => isEnabled('server.stop')).toBe(true)
  })

  it('gives its issuer to the clipboard', async () => {
    await choose('server.copy_issuer')
    const { issuer } = await client.server.state()
    expect(await desktop.app.evaluate(({ clipboard }) => clipboard.readText())).toBe(issuer)
  })

  it('shows its panel in the browser from the menu', async () => {
    type Opened = typeof globalThis & { opened: string[] }
    await desktop.app.evaluate(({ shell }) => {
      const opened: string[] = ((globalThis as Opened).opened = [])
      shell.openExternal = async (url) => void opened.push(url)
    })
    await choose('server.open_panel')
    const { panelUrl } = await client.server.state()
    expect(panelUrl).toMatch(/^http:\/\/localhost:\d+\/panel\/$/)
    await expect.poll(() => desktop.app.evaluate(() => (globalThis as Opened).opened)).toEqual([panelUrl])
  })

  it('opens a section of the panel from the menu', async () => {
    await choose('section.clients')
    await expect.poll(() => desktop.window.evaluate(() => location.hash)).toBe('#/clients')
  })

  it('tells what happens as it happens', async () => {
    const events = await client.live.watch()
    const seen: string[] = []
    const watching = (async () => {
      for await (const event of events) {
        if (event.type === 'server') seen.push(event.state.status)
        if (seen.at(-1) === 'stopped') return
      }
    })()
    await expect.poll(() => seen).toEqual(['running'])
    await choose('server.stop')
    await watching
    expect(seen.at(-1)).toBe('stopped')
    expect((await client.server.start()).status).toBe('running')
  })
})

describe('a profile that is taken in while the server is stopped', () => {
  it('leaves none of its passwords in clear on the disk', async () => {
    await client.server.stop()
    await client.profile.import({
      version: 1,
      users: [{ username: 'alice', email: 'alice@shop.test', password: 'the clear password of alice' }]
    })
    const folders = [desktop.folder, join(desktop.folder, 'backups')]
    const files = () =>
      folders.flatMap((folder) =>
        readdirSync(folder)
          .filter((name) => name.endsWith('.json'))
          .map((name) => join(folder, name))
      )
    const texts = () =>
      files()
        .map((file) => readFileSync(file, 'utf8'))
        .join('\n')
    await expect.poll(texts).toMatch(/"username": "alice"[^}]*"password_hash"/)
    await expect.poll(texts).not.toContain('the clear password')
    await client.server.start()
  })
})

describe('a port that somebody else has', () => {
  it('leaves the window alive, which says why the server could not start', async () => {
    const holder = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => holder.once('listening', resolve))
    const { port } = holder.address() as AddressInfo
    const blocked = await launchDesktop({ folder: makeFolder(), options: ['--port', String(port)] })
    try {
      const its = await clientThrough(blocked.window)
      await expect.poll(() => its.server.state().then((state) => state.status)).toBe('failed')
      const { failure } = await its.server.state()
      expect(failure).toMatchObject({ code: 'port_taken' })
      expect(failure?.message).toContain(String(port))
      await blocked.window.locator('#app > *').first().waitFor()

      await new Promise((resolve) => holder.close(resolve))
      expect(await its.server.start()).toMatchObject({ status: 'running', port })
    } finally {
      holder.close()
      await blocked.quit()
    }
  })

  it('is told apart when another copy of this app has it', async () => {
    const { port } = await client.server.state()
    const second = await launchDesktop({ folder: makeFolder(), options: ['--port', String(port)] })
    try {
      const its = await clientThrough(second.window)
      await expect.poll(() => its.server.state().then((state) => state.status)).toBe('failed')
      expect((await its.server.state()).failure).toMatchObject({ code: 'port_taken', anotherCopy: true })
      const way = second.window.getByTestId('port-other')
      expect(await way.getAttribute('href')).toBe(`http://localhost:${port}/panel/`)
    } finally {
      await second.quit()
    }
  })
})
