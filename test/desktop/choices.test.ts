import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { clientThrough } from '../support/desktop/desktop-client'
import { describeWithPostgres } from '../support/postgres/postgres-suite'
import {
  electronForTests,
  launchDesktop,
  makeFolder,
  removeFolders,
  type Desktop
} from '../support/desktop/launch-desktop'

// Some of these start the app several times.
vi.setConfig({ testTimeout: 180_000 })

const running: Desktop[] = []
const { isReal } = electronForTests()

async function launch(folder = makeFolder(), world: Record<string, string> = {}) {
  const desktop = await launchDesktop({ folder, world })
  running.push(desktop)
  return { desktop, client: await clientThrough(desktop.window) }
}

afterEach(async () => {
  for (const desktop of running.splice(0)) if (!desktop.hasEnded()) await desktop.quit()
})
afterAll(removeFolders)

const labelOf = ({ app }: Desktop, id: string) =>
  app.evaluate(({ Menu }, item) => Menu.getApplicationMenu()?.getMenuItemById(item)?.label, id)

const refused = (code: string) => ({
  code: 'UNPROCESSABLE_CONTENT',
  data: { issues: [expect.objectContaining({ path: ['database'], code })] }
})

describe('what is chosen of the app', () => {
  it('is told to every page that watches, and is there at the next start', async () => {
    const folder = makeFolder()
    const { desktop, client } = await launch(folder)
    expect(await client.desktop.state()).toMatchObject({
      startsServer: true,
      onClose: 'ask',
      notifications: { server_stopped: false, sign_in_waiting: false, key_expires: false },
      restartNeeded: false
    })
    const events = await client.live.watch()
    const chosen = { startsServer: false, onClose: 'tray', notifications: { key_expires: true } } as const
    await client.desktop.change(chosen)
    for await (const event of events) {
      // What the start itself tells may come first.
      if (event.type !== 'desktop' || event.state.onClose !== 'tray') continue
      expect(event.state).toMatchObject({ startsServer: false, onClose: 'tray' })
      break
    }

    await desktop.quit()
    const again = await launch(folder)
    expect(await again.client.desktop.state()).toMatchObject({
      startsServer: false,
      onClose: 'tray',
      notifications: { server_stopped: false, sign_in_waiting: false, key_expires: true }
    })
    expect((await again.client.server.state()).status).toBe('stopped')
    await again.client.desktop.change({ onClose: 'ask' })
    expect(await again.client.desktop.state()).toMatchObject({ onClose: 'ask' })
  })

  it('can be another language of the panel, which the menu then speaks too', async () => {
    const { desktop } = await launch()
    expect(await labelOf(desktop, 'server.stop')).toBe('Stop the server')
    const speak = (language: string) =>
      desktop.window.evaluate((chosen) => {
        localStorage.setItem('friendly-oauth2.language', chosen)
        location.reload()
      }, language)
    await speak('ru')
    await expect.poll(() => labelOf(desktop, 'server.stop')).toBe('Остановить сервер')
    await speak('en')
    await expect.poll(() => labelOf(desktop, 'section.clients')).toBe('Clients')
  })

  it('is refused where this app can not have it, and nothing is changed', async () => {
    const { client } = await launch()
    const refusedAt = (path: string) => ({
      code: 'UNPROCESSABLE_CONTENT',
      data: { issues: [expect.objectContaining({ path: [path] })] }
    })
    expect(await client.desktop.state()).not.toHaveProperty('startsAtLogin')
    await expect(client.desktop.change({ startsAtLogin: true, onClose: 'quit' })).rejects.toMatchObject(
      refusedAt('startsAtLogin')
    )
    await expect(client.desktop.change({ update: { automatic: true } })).rejects.toMatchObject(
      refusedAt('update')
    )
    await expect(client.desktop.change({ database: 'mysql://localhost/x' })).rejects.toMatchObject(
      refused('desktop_database_url')
    )
    expect(await client.desktop.state()).toMatchObject({
      onClose: 'ask',
      update: { status: 'off', reason: 'unpackaged' }
    })
  })
})

describeWithPostgres('a database in the place of the data folder', (server) => {
  /** Everybody is let in there, with any password. */
  const makeDatabase = async () =>
    (await server().createDatabase()).replace('postgres@', 'postgres:very%20secret@')
  const kept = (folder: string) =>
    JSON.parse(readFileSync(join(folder, 'desktop', 'choices.json'), 'utf8')) as unknown
  const masked = (url: string) => url.replace('very%20secret', '••••')

  it('waits for the next start, and its password is hidden from whoever reads it', async () => {
    const folder = makeFolder()
    const { client } = await launch(folder)
    const url = await makeDatabase()
    const state = await client.desktop.change({ database: url })
    expect(state).toMatchObject({ database: masked(url), restartNeeded: true })
    // What was shown comes back with the rest of a form, and changes nothing.
    await client.desktop.change({ database: state.database ?? null })
    expect(statSync(join(folder, 'desktop', 'choices.json')).mode & 0o077).toBe(0)
    if (!isReal) expect(kept(folder)).toMatchObject({ database: { url } })

    expect(await client.desktop.change({ database: null })).not.toHaveProperty('database')
    expect(await client.desktop.state()).toMatchObject({ restartNeeded: false })
  })

  it('keeps its hidden password for the same server and person alone', async () => {
    const folder = makeFolder()
    const { client } = await launch(folder)
    const [url, other] = [await makeDatabase(), await makeDatabase()]
    await client.desktop.change({ database: `${url}?sslpassword=hidden` })
    const shown = `${masked(url)}?sslpassword=••••`
    expect(await client.desktop.state()).toMatchObject({ database: shown })
    for (const elsewhere of ['@elsewhere.test/', '@127.0.0.1:5433/'])
      await expect(
        client.desktop.change({ database: shown.replace(/@[^/]+\//, elsewhere) })
      ).rejects.toMatchObject(refused('desktop_database_password'))
    await client.desktop.change({ database: `${masked(other)}?sslpassword=••••` })
    if (isReal) return
    expect(kept(folder)).toMatchObject({ database: { url: `${other}?sslpassword=hidden` } })
  })

  it('is tried before it is kept, and the one in use stays where it can not be had', async () => {
    const { client } = await launch()
    const [url, readOnly, newer] = [await makeDatabase(), await makeDatabase(), await makeDatabase()]
    await client.desktop.change({ database: url })
    const name = new URL(readOnly).pathname.slice(1)
    await server().query(url, `alter database ${name} set default_transaction_read_only = on`)
    await server().query(url, 'create role guest login')
    await server().query(
      newer,
      `create schema friendly_oauth2;
       create table friendly_oauth2.migrations as select 1000 as version`
    )
    const wrong = {
      desktop_database_host: url.replace('127.0.0.1', 'nowhere.invalid'),
      desktop_database_refused: url.replace(/:\d+\//, ':1/'),
      desktop_database_missing: `${url}_of_nobody`,
      desktop_database_sign_in: url.replace('postgres:very', 'nobody:very'),
      desktop_database_rights: url.replace('postgres:very', 'guest:very'),
      desktop_database_read_only: readOnly,
      desktop_database_newer: newer
    }
    for (const [code, database] of Object.entries(wrong))
      await expect(client.desktop.change({ database, onClose: 'quit' }), code).rejects.toMatchObject(
        refused(code)
      )
    expect(await client.desktop.state()).toMatchObject({ database: masked(url), onClose: 'ask' })
  })

  it.skipIf(isReal)('is kept encrypted where the system has a keyring', async () => {
    const folder = makeFolder()
    const { client } = await launch(folder, { STAND_IN_KEYRING: '1' })
    expect(await client.desktop.change({ database: await makeDatabase() })).toMatchObject({
      restartNeeded: true
    })
    expect(JSON.stringify(kept(folder))).not.toContain('secret')
  })

  // Whoever starts a real Electron can't answer its dialogs before it is there.
  describe.skipIf(isReal)('that can not be had any more', () => {
    const answer = (...answers: string[]) => ({ STAND_IN_ANSWERS: JSON.stringify(answers) })
    const choose = async (folder: string, world: Record<string, string> = {}) => {
      const { desktop, client } = await launch(folder, world)
      await client.desktop.change({ database: await makeDatabase() })
      await desktop.quit()
    }

    it('locks nobody out: after another try the data folder takes its place', async () => {
      const folder = makeFolder()
      await choose(folder)
      await server().stop()
      try {
        const { client } = await launch(folder, answer('Try again', 'Use the data folder'))
        const state = await client.desktop.state()
        expect(state).toMatchObject({ restartNeeded: false, dataFolder: folder })
        expect(state).not.toHaveProperty('database')
      } finally {
        await server().start()
      }
    })

    it('is told of when the keyring does not give out its address any more', async () => {
      const folder = makeFolder()
      await choose(folder, { STAND_IN_KEYRING: '1' })
      const lost = { STAND_IN_KEYRING: 'lost', ...answer('Use the data folder') }
      const { client } = await launch(folder, lost)
      expect(await client.desktop.state()).not.toHaveProperty('database')
    })
  })
})

describe('a page that dies', () => {
  it('is loaded again where it was, with what had been typed, and told of it', async () => {
    const { desktop, client } = await launch()
    await desktop.window.locator('main').first().waitFor()
    const { client: shop } = await client.clients.create({ client_name: 'Shop' })
    const hash = `#/clients/${shop.client_id}?tab=settings`
    await desktop.window.evaluate((there) => (location.hash = there), hash)
    const name = desktop.window.getByTestId('field-client_name')
    await name.fill('Our shop')
    await desktop.window.getByTestId('save-bar').waitFor()
    expect(await client.desktop.state()).not.toHaveProperty('pageRecoveredAt')
    const before = await desktop.window.evaluate(() => performance.timeOrigin)
    const handle = await desktop.app.browserWindow(desktop.window)
    await expect.poll(() => handle.evaluate((window) => window.webContents.getURL())).toContain(hash)
    await handle.evaluate((window) => window.webContents.forcefullyCrashRenderer())
    await expect
      .poll(() => desktop.window.evaluate(() => performance.timeOrigin).catch(() => before))
      .not.toBe(before)
    await desktop.window.locator('main').first().waitFor()
    expect(await desktop.window.evaluate(() => location.hash)).toBe(hash)
    await expect.poll(() => name.inputValue()).toBe('Our shop')
    await desktop.window.getByTestId('save-bar').waitFor()
    const fresh = await clientThrough(desktop.window)
    expect(await fresh.desktop.state()).toHaveProperty('pageRecoveredAt', expect.any(Number))
  })
})
