import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { readProfile, writeProfile } from '../../../src-main/host'
import { DEFAULT_SETTINGS, parseProfileOfFile } from '../../../src-main/model'
import {
  checkParsedProfile,
  exportProfile,
  importProfile,
  prepareFirstStart,
  takeIn
} from '../../../src-main/panel'
import { StoreError } from '../../../src-main/ports'
import { createMemoryStore } from '../../../src-main/store'
import { contextOf, directCall } from '../../support/panel/panel-transports'
import { startServer, type StartOptions, type TestServer } from '../../support/start-server'

const servers: TestServer[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

async function start(profile: StartOptions = {}) {
  const server = await startServer(profile)
  servers.push(server)
  return server
}

/** A second store that took in what the first gave out. */
async function copyOf(server: TestServer, document: unknown) {
  const store = createMemoryStore({ clock: server.clock })
  const { random } = server.system
  const outcome = await importProfile({ store, random, clock: server.clock }, document)
  expect(outcome).toMatchObject({ ok: true })
  return store
}

const FULL = {
  settings: { lifetimes: { access_token: 77 }, flows: { oauth2_client_credentials: true } },
  roles: [{ name: 'tester', description: 'Tests' }],
  scopes: [{ name: 'orders:read', roles: ['tester'] }],
  users: [
    { username: 'root', password: 'root of all evil', roles: ['administrator'] },
    { username: 'alice', sub: 'alice-1', claims: { department: 'QA' } }
  ],
  clients: [
    { client_id: 'shop', client_secret: 'a secret of the shop', owner: 'alice', scope: 'orders:read' },
    { client_id: 'app', token_endpoint_auth_method: 'none' as const }
  ]
}

describe('a profile', () => {
  it('gives back the same server after export and import on an empty store, keys included', async () => {
    const server = await start(FULL)
    await server.protocol.signingKeys.current('RS256')
    const exported = await exportProfile(server)
    expect(exported).toMatchObject({ version: 1, keys: [{ alg: 'RS256' }] })
    const copy = await copyOf(server, exported)
    expect(await exportProfile({ store: copy })).toEqual(exported)
    expect((await copy.keys.list()).items).toEqual((await server.store.keys.list()).items)
  })

  it('holds every setting, in an order that does not depend on how it came to be', async () => {
    const server = await start(FULL)
    const exported = await exportProfile(server)
    expect(exported.settings).toEqual({
      ...DEFAULT_SETTINGS,
      lifetimes: { ...DEFAULT_SETTINGS.lifetimes, access_token: 77 }
    })
    const other = await start({
      ...FULL,
      clients: [...FULL.clients].reverse(),
      users: [...FULL.users].reverse()
    })
    const ids = (document: Record<string, unknown>) =>
      (document.clients as { client_id: string }[]).map(({ client_id }) => client_id)
    expect(ids(await exportProfile(other))).toEqual(['app', 'shop'])
    expect(Object.keys(await exportProfile(other))).toEqual(Object.keys(exported))
  })

  it('without secrets has no key, secret, password or hash, and can still be taken in', async () => {
    const server = await start(FULL)
    await server.change({ mail: { password: 'post office' } })
    await server.protocol.signingKeys.current('ES256')
    await server.accounts.hashPending()
    const exported = await exportProfile(server, { withoutSecrets: true })
    const text = JSON.stringify(exported)
    const secrets = [
      'a secret of the shop',
      'root of all evil',
      'post office',
      '$2b$',
      '"d"',
      'password_hash'
    ]
    for (const secret of secrets) expect(text).not.toContain(secret)
    const copy = await copyOf(server, exported)
    expect((await copy.clients.get('shop'))?.client_secret).toMatch(/^[A-Za-z0-9]{50}$/)
  })

  it('leaves its passwords in clear while they can not be written, which is told', async () => {
    let refuses = true
    const server = await start({
      withStore: (store) => ({
        ...store,
        users: {
          ...store.users,
          async update(key, change) {
            if (refuses) throw new StoreError('unwritable', 'the disk is full')
            return store.users.update(key, change)
          }
        }
      })
    })
    const { random } = server.system
    const users = [{ username: 'carol', password: 'a clear password' }]
    await importProfile({ store: server.store, random, clock: server.clock }, { version: 1, users })
    expect(await server.hashPasswords()).toBe(false)
    refuses = false
    expect(await server.hashPasswords()).toBe(true)
    expect(await server.store.users.get('carol')).not.toHaveProperty('password')
  })

  it('without secrets leaves the secrets that are there when it is taken in where it came from', async () => {
    const server = await start(FULL)
    await server.accounts.hashPending()
    const before = await exportProfile(server)
    const { random } = server.system
    const withoutSecrets = await exportProfile(server, { withoutSecrets: true })
    await importProfile({ store: server.store, random, clock: server.clock }, withoutSecrets)
    expect(await exportProfile(server)).toEqual(before)
  })

  it('replaces what it names and leaves the rest', async () => {
    const server = await start(FULL)
    const { random } = server.system
    const outcome = await importProfile(
      { store: server.store, random, clock: server.clock },
      {
        version: 1,
        settings: { lifetimes: { session: 100 } },
        clients: [{ client_id: 'shop', client_secret: 'another secret' }]
      }
    )
    expect(outcome).toEqual({
      ok: true,
      counts: { settings: 1, clients: 1, users: 0, roles: 0, scopes: 0, claims: 0, keys: 0 }
    })
    expect(await server.store.clients.get('shop')).not.toHaveProperty('owner')
    expect(await server.store.clients.get('app')).toBeDefined()
    expect((await server.store.settings.get()).lifetimes).toMatchObject({ access_token: 77, session: 100 })
  })

  it('with a fault changes nothing, and names the fault and the nearest known field', async () => {
    const server = await start(FULL)
    const before = await exportProfile(server)
    const { random } = server.system
    const outcome = await importProfile(
      { store: server.store, random, clock: server.clock },
      {
        version: 1,
        roles: [{ name: 'new' }],
        clients: [
          { client_id: 'shop', clientname: 'Shop' },
          { client_id: 'other', owner: 'who' }
        ]
      }
    )
    expect(outcome).toMatchObject({
      ok: false,
      issues: [
        { path: ['clients', 0, 'clientname'], message: expect.stringContaining('client_name') as string }
      ]
    })
    expect(await exportProfile(server)).toEqual(before)
  })

  it('brings back texts that look like variables, by the panel and from a file', async () => {
    vi.stubEnv('NAME', 'somebody else')
    // The percent signs of this test are dollar signs in the profile.
    const written = (sample: string) => sample.replaceAll('%', '$')
    const text = written('%{NAME} %%{NAME} %{NAME:-x} %NAME %{lower}')
    const server = await start({ clients: [{ client_id: 'shop', client_secret: 's', client_name: text }] })
    const local = directCall(server, contextOf({ kind: 'local' }))
    const exported = (await local('profile.export', {})) as Record<string, unknown>
    const escaped = written('"%%{NAME} %%%{NAME} %%{NAME:-x} %NAME %{lower}"')
    expect(JSON.stringify(exported)).toContain(escaped)

    const rename = { params: { client_id: 'shop' }, body: { client_name: 'Shop' } }
    await local('clients.update', rename)
    await local('profile.import', exported)
    expect(await server.store.clients.get('shop')).toMatchObject({ client_name: text })

    const file = join(await mkdtemp(join(tmpdir(), 'friendly-oauth2-test-')), 'profile.json')
    await writeProfile(file, exported)
    expect((await readProfile(file)).clients?.[0]).toMatchObject({ client_name: text })
    await rm(dirname(file), { recursive: true })
    vi.unstubAllEnvs()
  })

  it('names an owner who does not exist', async () => {
    const server = await start(FULL)
    const { random } = server.system
    const outcome = await importProfile(
      { store: server.store, random, clock: server.clock },
      { version: 1, clients: [{ client_id: 'other', owner: 'who' }] }
    )
    expect(outcome).toMatchObject({ ok: false, issues: [{ path: ['clients', 0, 'owner'] }] })
  })

  it('gives a person a subject once, which stays', async () => {
    const server = await start({ users: [{ username: 'eve' }] })
    const before = (await server.store.users.get('eve'))?.sub
    expect(before).toMatch(/^[0-9a-f-]{36}$/)
    const { random } = server.system
    const again = { version: 1, users: [{ username: 'eve', name: 'Eve' }] }
    await importProfile({ store: server.store, random, clock: server.clock }, again)
    expect(await server.store.users.get('eve')).toMatchObject({ name: 'Eve', sub: before })
  })

  it('of a first start keeps its own built-in roles, and whom it calls as the documented administrator', async () => {
    const server = await start({
      roles: [{ name: 'moderator', description: 'Ours' }],
      users: [{ username: 'admin@example.com', name: 'Somebody else' }]
    })
    const { items } = await server.store.roles.list()
    expect(items.map(({ name }) => name).sort()).toEqual(['administrator', 'moderator', 'user'])
    expect(await server.store.roles.get('moderator')).toMatchObject({ description: 'Ours' })
    const somebody = await server.store.users.get('admin@example.com')
    expect(somebody).toMatchObject({ name: 'Somebody else', roles: ['user'] })
    expect(somebody).not.toHaveProperty('password')
  })

  describe('of a file that leaves secrets out', () => {
    const app = {
      client_id: 'app',
      token_endpoint_auth_method: 'client_secret_jwt',
      token_endpoint_auth_signing_alg: 'HS512'
    }
    const service = { client_id: 'service', client_name: 'Service' }
    const page = { client_id: 'page', token_endpoint_auth_method: 'none' }
    const named = { client_id: 'named', client_secret: 'its own secret' }
    const ofFile = (clients: readonly object[]) => parseProfileOfFile({ version: 1, clients }).profile!

    it('gets them on a first start, each as long as its client needs, where a client needs one', async () => {
      const { system, clock } = await start()
      const store = createMemoryStore({ clock })
      const dependencies = { store, random: system.random, clock }
      const outcome = await prepareFirstStart(dependencies, ofFile([app, service, page, named]))
      expect(outcome).toMatchObject({ ok: true, counts: { clients: 4, users: 0, roles: 0 } })
      const secret = async (id: string) => (await store.clients.get(id))?.client_secret
      expect(await secret('app')).toMatch(/^[A-Za-z0-9]{64}$/)
      expect(await secret('service')).toMatch(/^[A-Za-z0-9]{50}$/)
      expect(await secret('page')).toBeUndefined()
      expect(await secret('named')).toBe('its own secret')
    })

    it('leaves the ones that are there at a later start, and is refused where such a one does not do', async () => {
      const server = await start({
        clients: [
          { client_id: 'service', client_secret: 'short', other_secrets: [{ id: 'o', client_secret: 'x' }] },
          { client_id: 'app', client_secret: 'shorter than HS512 needs' }
        ]
      })
      const { store, clock } = server
      const dependencies = { store, random: server.system.random, clock }
      expect(
        await takeIn(dependencies, await checkParsedProfile(dependencies, ofFile([service])))
      ).toMatchObject({
        ok: true
      })
      expect(await store.clients.get('service')).toMatchObject({
        client_name: 'Service',
        client_secret: 'short',
        other_secrets: [{ id: 'o', client_secret: 'x' }]
      })
      const before = await exportProfile(server)
      const profile = ofFile([{ ...service, client_name: 'Other' }, app])
      const refused = await takeIn(dependencies, await checkParsedProfile(dependencies, profile))
      expect(refused).toMatchObject({
        ok: false,
        issues: [{ path: ['clients', 1, 'client_secret'], message: expect.stringContaining('64') as string }]
      })
      expect(refused).toEqual(await importProfile(dependencies, { ...profile }))
      expect(await exportProfile(server)).toEqual(before)
    })
  })

  it('is joined by the built-in roles and the documented administrator on a first start', async () => {
    const server = await start({ users: [{ username: 'alice' }] })
    const { items } = await server.store.roles.list()
    expect(items.map(({ name }) => name).sort()).toEqual(['administrator', 'moderator', 'user'])
    expect(await server.store.users.get('admin@example.com')).toMatchObject({ roles: ['administrator'] })
  })
})
