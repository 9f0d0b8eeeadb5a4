import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { clientThrough } from '../support/desktop/desktop-client'
import { findFreePort } from '../support/free-port'
import { launchDesktop, makeFolder, removeFolders, type Desktop } from '../support/desktop/launch-desktop'

// Some of these start the app several times.
vi.setConfig({ testTimeout: 180_000 })

const CLI = resolve(import.meta.dirname, '../../out/main/cli.js')
const running: Desktop[] = []

async function launch(folder = makeFolder(), options: readonly string[] = []) {
  const desktop = await launchDesktop({ folder, isFirstRun: true, options })
  running.push(desktop)
  return { desktop, client: await clientThrough(desktop.window) }
}

afterEach(async () => {
  for (const desktop of running.splice(0)) if (!desktop.hasEnded()) await desktop.quit()
})
afterAll(removeFolders)

const route = ({ window }: Desktop) => window.evaluate(() => location.hash)
const isEnabled = ({ app }: Desktop, id: string) =>
  app.evaluate(({ Menu }, item) => Menu.getApplicationMenu()?.getMenuItemById(item)?.enabled, id)

describe('the very first start on a folder', () => {
  it('asks how to begin, and nobody can reach the server before that', async () => {
    const folder = makeFolder()
    const { desktop, client } = await launch(folder)
    expect(await route(desktop)).toBe('#/welcome')
    expect(await client.desktop.state()).toMatchObject({
      firstRun: true,
      dataFolder: folder,
      portable: false
    })
    expect((await client.server.state()).status).toBe('stopped')
    expect(await isEnabled(desktop, 'server.start')).toBe(false)

    await desktop.quit()
    const again = await launch(folder)
    expect(await again.client.desktop.state()).toMatchObject({ firstRun: true })
  })

  it('begins with samples on the port that was chosen, which then work', async () => {
    const port = await findFreePort()
    const folder = makeFolder()
    const { desktop, client } = await launch(folder)
    expect(await client.desktop.begin({ how: 'samples', port })).toMatchObject({ status: 'running', port })
    const { items: clients } = await client.clients.list({})
    expect(clients.map(({ client_id }) => client_id).sort()).toEqual([
      'sample-service',
      'sample-spa',
      'sample-tv'
    ])
    const spa = await client.clients.get({ client_id: 'sample-spa' })
    expect(spa.redirect_uris).toContain(`http://localhost:${port}/playground/callback`)
    const people = (await client.users.list({})).items.map(({ username }) => username)
    expect(people.sort()).toEqual(['admin@example.com', 'alice', 'bob', 'carol'])
    const { result } = await client.collections.run({ id: 'first-steps' })
    expect(result.results.filter(({ ok }) => !ok)).toEqual([])
    expect(result.passed).toBe(5)

    expect(await client.desktop.state()).toMatchObject({ firstRun: false })
    expect(await isEnabled(desktop, 'server.stop')).toBe(true)
    await desktop.quit()
    const again = await launch(folder)
    await expect.poll(() => again.client.server.state()).toMatchObject({ status: 'running', port })
  })

  it('begins with a profile alone: what every first start brings makes way for its administrator', async () => {
    const { client } = await launch(makeFolder(), ['--port', '0'])
    const profile = {
      version: 1,
      users: [{ username: 'root', password: 'a-long-password-indeed', roles: ['administrator'] }],
      clients: [{ client_id: 'web', client_name: 'Web', token_endpoint_auth_method: 'none' }]
    }
    expect(await client.desktop.begin({ how: 'import', profile })).toMatchObject({ status: 'running' })
    expect((await client.users.list({})).items.map(({ username }) => username)).toEqual(['root'])
    expect((await client.roles.list({})).items.map(({ name }) => name)).toContain('administrator')
    await expect(client.desktop.begin({ how: 'empty' })).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('says what is wrong with a profile, and goes on asking', async () => {
    const { client } = await launch(makeFolder(), ['--port', '0'])
    await expect(client.desktop.begin({ how: 'import', profile: { version: 7 } })).rejects.toMatchObject({
      code: 'UNPROCESSABLE_CONTENT',
      data: { issues: [expect.objectContaining({ path: ['profile', 'version'] })] }
    })
    await expect(client.desktop.begin({ how: 'import' })).rejects.toMatchObject({
      data: { issues: [expect.objectContaining({ path: ['profile'] })] }
    })
    await expect(client.desktop.begin({ how: 'empty', port: 4711 })).rejects.toMatchObject({
      data: { issues: [expect.objectContaining({ path: ['port'] })] }
    })
    expect(await client.desktop.state()).toMatchObject({ firstRun: true })
    expect(await client.desktop.begin({ how: 'empty' })).toMatchObject({ status: 'running' })
  })
})

describe('a folder that the command line has begun, or a profile that is named', () => {
  it('is not asked about', async () => {
    const desktop = await launchDesktop()
    running.push(desktop)
    const client = await clientThrough(desktop.window)
    expect(await client.desktop.state()).toMatchObject({ firstRun: false })
    expect(await route(desktop)).not.toContain('welcome')
    await expect.poll(async () => (await client.server.state()).status).toBe('running')
  })

  it('is not asked about either when the app was left at its question before', async () => {
    const folder = makeFolder()
    const first = await launch(folder)
    expect(await first.client.desktop.state()).toMatchObject({ firstRun: true })
    await first.desktop.quit()
    const add = ['client', 'add', '--data', folder, '--client-id', 'of-the-command-line']
    await promisify(execFile)(process.execPath, [CLI, ...add])

    const { desktop, client } = await launch(folder, ['--port', '0'])
    expect(await client.desktop.state()).toMatchObject({ firstRun: false })
    expect(await route(desktop)).not.toContain('welcome')
    await expect(client.desktop.begin({ how: 'samples' })).rejects.toMatchObject({ code: 'CONFLICT' })
    expect((await client.clients.list({})).items.map(({ client_id }) => client_id)).toEqual([
      'of-the-command-line'
    ])
  })

  it('is not begun anew by what the panel has made before the question was answered', async () => {
    const { client } = await launch(makeFolder(), ['--port', '0'])
    const { client: made } = await client.clients.create({ client_name: 'Made before' })
    await expect(client.desktop.begin({ how: 'samples' })).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await client.desktop.state()).toMatchObject({ firstRun: false })
    expect(await client.clients.get({ client_id: made.client_id })).toMatchObject({
      client_name: 'Made before'
    })
  })
})
