import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import packaging from '../../electron-builder.config.mjs'
import {
  electronForTests,
  launchDesktop,
  removeFolders,
  type Desktop
} from '../support/desktop/launch-desktop'

const root = resolve(import.meta.dirname, '../..')
const { isReal } = electronForTests()
let desktop: Desktop

beforeAll(async () => {
  desktop = await launchDesktop()
  await desktop.window.locator('#app > *').first().waitFor()
})
afterAll(async () => {
  await desktop?.quit()
  removeFolders()
})

/** The numbers are those of Electron's security checklist. */
describe('the window', () => {
  it.skipIf(isReal)(
    'has a sandbox and an isolated context, and no Node in its page (nos. 2, 3 and 4)',
    async () => {
      const preferences = await desktop.app.evaluate(({ BrowserWindow }) => {
        const [window] = BrowserWindow.getAllWindows()
        return (window as unknown as { options: { webPreferences: object } }).options.webPreferences
      })
      expect(preferences).toMatchObject({
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false
      })
      for (const switchedOff of ['webSecurity', 'allowRunningInsecureContent', 'experimentalFeatures'])
        expect(preferences).not.toHaveProperty(switchedOff)
    }
  )

  it('loads nothing from elsewhere (no. 1)', async () => {
    const own = new URL(desktop.window.url()).origin
    const addresses = await desktop.window.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => name)
    )
    expect(addresses.length).toBeGreaterThan(0)
    expect(addresses.filter((address) => !address.startsWith(own) && !/^(data|blob):/.test(address))).toEqual(
      []
    )
  })

  it('embeds no page of somebody else (no. 12)', async () => {
    const prevented = await desktop.app.evaluate(({ BrowserWindow }) => {
      let isPrevented = false
      const event = { preventDefault: () => (isPrevented = true) }
      BrowserWindow.getAllWindows()[0]?.webContents.emit('will-attach-webview', event, {}, {})
      return isPrevented
    })
    expect(prevented).toBe(true)
  })

  it('answers no page but its own over the channel (no. 17)', async () => {
    const answered = await desktop.app.evaluate(async ({ BrowserWindow, ipcMain }) => {
      const page = BrowserWindow.getAllWindows()[0]!.webContents
      const sent: unknown[] = []
      const { send } = page
      page.send = (_channel: string, message: unknown) => void sent.push(message)
      const call = JSON.stringify({ i: '1', p: { u: '/session/current', b: {} } })
      const from = (event: object) => ipcMain.emit('panel', event, call)
      const elsewhere = { url: 'https://elsewhere.test/', parent: null }
      from({ sender: page, senderFrame: elsewhere })
      from({ sender: page, senderFrame: null })
      from({ sender: {}, senderFrame: page.mainFrame })
      from({ sender: page, senderFrame: { url: page.getURL(), parent: page.mainFrame } })
      await new Promise((done) => setTimeout(done, 200))
      const refused = sent.length
      from({ sender: page, senderFrame: page.mainFrame })
      for (let tries = 0; tries < 100 && sent.length === 0; tries += 1)
        await new Promise((done) => setTimeout(done, 50))
      page.send = send
      return { refused, own: sent.length }
    })
    expect(answered.refused).toBe(0)
    expect(answered.own).toBeGreaterThan(0)
  })
})

describe('the package', () => {
  it('has the fuses off that would open it, and those on that guard it (no. 19)', () => {
    expect(packaging.electronFuses).toMatchObject({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false
    })
  })

  it('has code that opens what the person wants outside through one guarded place (no. 15)', () => {
    const folder = join(root, 'src-main/desktop')
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts')
    )
    const opening = files.filter((name) => /openExternal\(/.test(readFileSync(join(folder, name), 'utf8')))
    expect(opening).toEqual(['window/page-guards.ts'])
    const handling = files.filter((name) =>
      /\bipcMain\.(on|handle)\(/.test(readFileSync(join(folder, name), 'utf8'))
    )
    expect(handling).toEqual(['window/panel-channel.ts'])
  })
})
