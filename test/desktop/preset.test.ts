import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { clientThrough } from '../support/desktop/desktop-client'
import {
  argumentsFor,
  electronForTests,
  environment,
  makeFolder,
  removeFolders,
  type Desktop
} from '../support/desktop/launch-desktop'
import { launchPackaged, makePackagedPlace, type PackagedPlace } from '../support/desktop/packaged-desktop'

// Some of these start the app several times.
vi.setConfig({ testTimeout: 180_000 })

const { path: electron, isReal } = electronForTests()
const running: Desktop[] = []

afterEach(async () => {
  for (const desktop of running.splice(0)) if (!desktop.hasEnded()) await desktop.quit()
})
afterAll(removeFolders)

const PROFILE = {
  version: 1,
  settings: { branding: { server_name: 'Checkout' } },
  users: [
    { username: 'alice', password: 'correct-horse-battery' },
    { username: 'lead', password: 'correct-horse-battery', roles: ['administrator'] }
  ],
  clients: [
    {
      client_id: 'shop',
      client_name: 'Shop',
      client_secret: 'shop-secret',
      token_endpoint_auth_method: 'client_secret_post',
      grant_types: ['client_credentials'],
      response_types: []
    }
  ]
}

const kidsOf = async (client: Awaited<ReturnType<typeof clientThrough>>) =>
  (await client.keys.list()).items.map(({ kid }) => kid)

async function launch(place: PackagedPlace, folder = makeFolder()) {
  const desktop = await launchPackaged(place, { folder })
  running.push(desktop)
  return { desktop, client: await clientThrough(desktop.window) }
}

// A real Electron can't be told that it is packaged; the package's own tests start one.
describe.skipIf(isReal)('a preconfigured build', () => {
  it('begins with what it carries, under its name, and gets no updates', async () => {
    const place = makePackagedPlace({ 'profile/profile.json': PROFILE })
    const folder = makeFolder()
    const { desktop, client } = await launch(place, folder)
    expect(await client.session.current()).toMatchObject({
      access: 'administrator',
      preset: { name: 'Checkout' }
    })
    expect(await client.desktop.state()).toMatchObject({
      firstRun: false,
      update: { status: 'off', reason: 'preset' }
    })
    expect((await client.users.list({})).items.map(({ username }) => username).sort()).toEqual([
      'alice',
      'lead'
    ])
    await expect.poll(async () => (await client.server.state()).status).toBe('running')

    await client.clients.update({ params: { client_id: 'shop' }, body: { client_name: 'Changed' } })
    await desktop.quit()
    const again = await launch(place, folder)
    expect(await again.client.clients.get({ client_id: 'shop' })).toMatchObject({ client_name: 'Changed' })
  })

  it('is put back to what it carries, its signing keys staying', async () => {
    const place = makePackagedPlace({ 'profile/profile.json': PROFILE })
    const { client } = await launch(place)
    await expect.poll(async () => (await client.server.state()).status).toBe('running')
    const before = await kidsOf(client)
    await client.clients.update({ params: { client_id: 'shop' }, body: { client_name: 'Changed' } })
    const { client: made } = await client.clients.create({ client_name: 'Made since' })
    await client.settings.update({ branding: { server_name: 'Renamed' }, flows: { device: false } })
    const { issuer } = await client.server.state()
    const ask = async (path: string, fields: Record<string, string>) => {
      const body = new URLSearchParams({ client_id: 'shop', client_secret: 'shop-secret', ...fields })
      return (await (await fetch(issuer + path, { method: 'POST', body })).json()) as Record<string, unknown>
    }
    const { access_token: token } = await ask('/oauth2/token', { grant_type: 'client_credentials' })
    expect(await ask('/oauth2/introspect', { token: String(token) })).toMatchObject({ active: true })

    await client.desktop.resetToPreset()
    expect(await ask('/oauth2/introspect', { token: String(token) })).toEqual({ active: false })
    expect(await client.clients.get({ client_id: 'shop' })).toMatchObject({ client_name: 'Shop' })
    await expect(client.clients.get({ client_id: made.client_id })).rejects.toMatchObject({
      code: 'NOT_FOUND'
    })
    expect(await client.settings.get()).toMatchObject({
      branding: { server_name: 'Checkout' },
      flows: { device: true }
    })
    expect(await kidsOf(client)).toEqual(before)
  })

  it('with a lock refuses its person what only administrators may, and lets them test', async () => {
    const preset = { name: 'Checkout QA', lock: 'tester' }
    const place = makePackagedPlace({ 'profile/profile.json': PROFILE, 'profile/preset.json': preset })
    const { desktop, client } = await launch(place)
    expect(await client.session.current()).toMatchObject({ kind: 'local', access: 'moderator', preset })
    const forbidden = { code: 'FORBIDDEN' }
    await expect(client.settings.update({ flows: { device: false } })).rejects.toMatchObject(forbidden)
    await expect(client.profile.export({})).rejects.toMatchObject(forbidden)
    await expect(client.desktop.takeImport()).rejects.toMatchObject(forbidden)
    await expect(client.desktop.change({ database: null })).rejects.toMatchObject(forbidden)
    expect(await client.desktop.change({ onClose: 'tray' })).toMatchObject({ onClose: 'tray' })
    const entries = await desktop.app.evaluate(({ Menu }) =>
      ['clients', 'keys', 'mail'].map((id) =>
        Boolean(Menu.getApplicationMenu()?.getMenuItemById(`section.${id}`))
      )
    )
    expect(entries).toEqual([true, false, false])

    await expect.poll(async () => (await client.server.state()).status).toBe('running')
    expect(await client.server.stop()).toMatchObject({ status: 'stopped' })
    expect(await client.server.start()).toMatchObject({ status: 'running' })
    const tried = await client.playground.send({ flow: 'oauth2_client_credentials', client_id: 'shop' })
    expect(tried.verdict).toMatchObject({ ok: true })
    await client.desktop.resetToPreset()
  })

  it('reachable by others stops when it is put back to the documented password, and says why', async () => {
    const { users: _users, ...profile } = PROFILE
    const place = makePackagedPlace({ 'profile/profile.json': profile })
    const desktop = await launchPackaged(place, { options: ['--port', '0', '--host', '0.0.0.0'] })
    running.push(desktop)
    const client = await clientThrough(desktop.window)
    await expect.poll(async () => (await client.server.state()).status).toBe('failed')
    await client.users.setPassword({ username: 'admin@example.com', password: 'a-long-password-indeed' })
    expect(await client.server.start()).toMatchObject({ status: 'running' })
    await client.desktop.resetToPreset()
    expect(await client.server.state()).toMatchObject({
      status: 'failed',
      failure: { message: expect.stringContaining('admin@example.com') as string }
    })
  })

  it('with a lock leaves administrators the passwords that they have, and keeps none in clear', async () => {
    const files = { 'profile/profile.json': PROFILE }
    const folder = makeFolder()
    const open = await launch(makePackagedPlace(files), folder)
    await open.client.users.setPassword({ username: 'lead', password: 'nobody-else-knows-it' })
    await open.desktop.quit()
    const lock = { name: 'Checkout QA', lock: 'tester' }
    const { client } = await launch(makePackagedPlace({ ...files, 'profile/preset.json': lock }), folder)
    const hashOf = (name: string) => {
      const { users } = JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')) as {
        users: { username: string; password_hash?: string }[]
      }
      return users.find(({ username }) => username === name)?.password_hash
    }
    const before = hashOf('lead')
    expect(before).toBeDefined()
    await client.server.stop()
    await client.desktop.resetToPreset()
    expect(hashOf('lead')).toBe(before)
    await expect.poll(() => readFileSync(join(folder, 'config.json'), 'utf8')).not.toContain('correct-horse')
  })

  it.each([
    [
      'a profile with faults',
      { 'profile/profile.json': { version: 1, clients: [{ client_id: '' }] } },
      'client_id'
    ],
    [
      'a lock that is unknown',
      { 'profile/profile.json': PROFILE, 'profile/preset.json': { lock: 'everything' } },
      'lock'
    ]
  ])('that carries %s does not start, and says what is wrong', async (_what, files, named) => {
    const place = makePackagedPlace(files)
    const folder = makeFolder()
    const child = spawn(electron, argumentsFor(folder, ['--port', '0']).slice(1), {
      env: { ...environment(false), ...place.world, STAND_IN_WAIT: '' }
    })
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
    const code = await new Promise((resolve) => child.once('exit', resolve))
    expect(code).toBe(2)
    expect(said).toContain('This build carries a profile that can not be used')
    expect(said).toContain(named)
    expect(existsSync(`${folder}/config.json`)).toBe(false)
  })
})

describe('any other build', () => {
  it.skipIf(isReal)('carries nothing that it could be put back to', async () => {
    const { client } = await launch(makePackagedPlace())
    expect(await client.session.current()).not.toHaveProperty('preset')
    await expect(client.desktop.resetToPreset()).rejects.toMatchObject({ code: 'CONFLICT' })
  })
})
