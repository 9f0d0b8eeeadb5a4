import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { clientThrough } from '../support/desktop/desktop-client'
import { electronForTests, removeFolders, type Desktop } from '../support/desktop/launch-desktop'
import { launchPackaged, makePackagedPlace } from '../support/desktop/packaged-desktop'

// Some of these start the app several times.
vi.setConfig({ testTimeout: 180_000 })

const { isReal } = electronForTests()
const running: Desktop[] = []

afterEach(async () => {
  for (const desktop of running.splice(0)) if (!desktop.hasEnded()) await desktop.quit()
})
afterAll(removeFolders)

async function launch(...given: Parameters<typeof launchPackaged>) {
  const desktop = await launchPackaged(...given)
  running.push(desktop)
  return { desktop, client: await clientThrough(desktop.window) }
}

const protocolClients = ({ app }: Desktop) =>
  app.evaluate(({ app: desktop }) => (desktop as unknown as { protocolClients: string[] }).protocolClients)

// A real Electron can't be told that it is packaged.
describe.skipIf(isReal)('a folder "data" beside the program', () => {
  it('keeps everything, and the app leaves nothing elsewhere', async () => {
    const place = makePackagedPlace()
    const data = join(place.folder, 'data')
    mkdirSync(data)
    const { desktop, client } = await launch(place, { folder: '' })
    const state = await client.desktop.state()
    expect(state).toMatchObject({
      portable: true,
      dataFolder: data,
      update: { status: 'off', reason: 'portable' }
    })
    expect(state).not.toHaveProperty('startsAtLogin')
    expect(existsSync(join(data, 'config.json'))).toBe(true)
    expect(await protocolClients(desktop)).toEqual([])
    await expect(client.desktop.change({ startsAtLogin: true })).rejects.toMatchObject({
      code: 'UNPROCESSABLE_CONTENT'
    })
  })

  it('lies beside an AppImage, and not in what that was unpacked to', async () => {
    const image = makePackagedPlace()
    const data = join(image.folder, 'data')
    mkdirSync(data)
    const unpacked = makePackagedPlace()
    const world = { APPIMAGE: join(image.folder, 'Friendly.AppImage'), APPDIR: unpacked.folder }
    const { client } = await launch(unpacked, { folder: '', world })
    expect(await client.desktop.state()).toMatchObject({ portable: true, dataFolder: data })
  })

  it('is not looked for beside the AppImage of another program, which started this one', async () => {
    const other = makePackagedPlace()
    mkdirSync(join(other.folder, 'data'))
    const world = { APPIMAGE: join(other.folder, 'Other.AppImage'), APPDIR: join(other.folder, 'mount') }
    const { desktop, client } = await launch(makePackagedPlace(), { world })
    expect(await client.desktop.state()).toMatchObject({ portable: false, dataFolder: desktop.folder })
    // The updates would go where it says.
    expect(await desktop.app.evaluate(() => process.env['APPIMAGE'])).toBeUndefined()
  })
})

describe.skipIf(isReal)('the portable program for Windows', () => {
  it('is portable without a folder "data" too: no updates, no start at login, no links', async () => {
    const stick = makePackagedPlace()
    const unpacked = makePackagedPlace({ 'app-update.yml': 'provider: generic\nurl: http://127.0.0.1:9/\n' })
    const { desktop, client } = await launch(unpacked, { world: told(stick, join(unpacked.folder, '..')) })
    const state = await client.desktop.state()
    expect(state).toMatchObject({
      portable: false,
      dataFolder: desktop.folder,
      update: { status: 'off', reason: 'portable' }
    })
    expect(state).not.toHaveProperty('startsAtLogin')
    expect(await protocolClients(desktop)).toEqual([])
  })

  it('is told from an installed one that was started by another portable program', async () => {
    const stick = makePackagedPlace()
    for (const name of ['data', 'temporary']) mkdirSync(join(stick.folder, name))
    const installed = makePackagedPlace()
    const { desktop, client } = await launch(installed, {
      world: told(stick, join(stick.folder, 'temporary'))
    })
    expect(await client.desktop.state()).toMatchObject({ portable: false, dataFolder: desktop.folder })
    expect(await protocolClients(desktop)).toEqual(['friendly-oauth2'])
  })

  /** What a portable program that lies there tells the one that it unpacked, and whatever that one starts. */
  function told({ folder }: { readonly folder: string }, temporary: string) {
    return {
      PORTABLE_EXECUTABLE_DIR: folder,
      PORTABLE_EXECUTABLE_FILE: join(folder, 'friendly-oauth2-server-portable-x64.exe'),
      TMP: temporary,
      TEMP: temporary
    }
  }
})

describe.skipIf(isReal)('an app that the system opens links with already', () => {
  it('does not ask the system for them again', async () => {
    const { desktop } = await launch(makePackagedPlace(), {
      world: { STAND_IN_OPENS_LINKS: 'friendly-oauth2' }
    })
    expect(await protocolClients(desktop)).toEqual([])
  })
})

describe.skipIf(isReal || process.platform !== 'linux')('an app that is installed', () => {
  it('starts at login when somebody wants that, opens links, and keeps data where the system wants them', async () => {
    const place = makePackagedPlace()
    const { desktop, client } = await launch(place)
    const state = await client.desktop.state()
    expect(state).toMatchObject({ portable: false, startsAtLogin: false, dataFolder: desktop.folder })
    expect(await protocolClients(desktop)).toEqual(['friendly-oauth2'])

    const entry = join(place.folder, 'config/autostart/friendly-oauth2-server.desktop')
    expect(await client.desktop.change({ startsAtLogin: true })).toMatchObject({ startsAtLogin: true })
    expect(readFileSync(entry, 'utf8')).toContain(`Exec="${join(place.folder, 'friendly-oauth2-server')}"\n`)
    expect(await client.desktop.change({ startsAtLogin: false })).toMatchObject({ startsAtLogin: false })
    expect(existsSync(entry)).toBe(false)
  })
})
