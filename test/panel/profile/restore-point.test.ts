import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Restored, RestorePoint } from '../../../src-main/contract'
import { StoreError, type Store } from '../../../src-main/ports'
import { exportProfile } from '../../../src-main/panel'
import { askToken, basic } from '../../protocol/requests'
import { refusalOf, type PanelCall } from '../../support/panel/panel-call'
import { contextOf, directCall } from '../../support/panel/panel-transports'
import { startServer, type TestServer } from '../../support/start-server'

const SECRET = 'a secret of the shop'

let server: TestServer
let call: PanelCall

beforeEach(async () => {
  server = await startServer({
    users: [{ username: 'alice', sub: 'alice-1', password: 'in wonderland' }, { username: 'bob' }],
    clients: [
      { client_id: 'shop', client_secret: SECRET, owner: 'alice' },
      { client_id: 'till', client_secret: 'a secret of the till' }
    ],
    claims: [{ id: 'of-shop', name: 'team', client_id: 'shop', value: 'sales', places: ['access_token'] }]
  })
  call = directCall(server, contextOf({ kind: 'local' }))
  // What the server does by itself when it starts is done.
  await server.accounts.hashPending()
  await server.protocol.signingKeys.current((await server.store.settings.get()).tokens.signing_alg)
})
afterEach(() => server.close())

const point = async () => (await call('profile.restorePoint', {})) as RestorePoint | null
const works = async (id: string, secret: string) =>
  (await askToken(server, { grant_type: 'client_credentials' }, basic(id, secret))).status === 200

async function restore(): Promise<Restored> {
  return (await call('profile.restore', { id: (await point())!.id })) as Restored
}

describe('the way back from an import', () => {
  const IMPORTED = {
    version: 1,
    settings: { lifetimes: { access_token: 60 } },
    users: [{ username: 'alice', name: 'Somebody else' }, { username: 'carol' }],
    clients: [
      { client_id: 'shop', client_secret: 'another secret of the shop' },
      { client_id: 'new', client_secret: 'a secret of a new client' }
    ]
  }

  it('leads to exactly what was there, secrets and passwords included, and is gone then', async () => {
    expect(await point()).toBeNull()
    const before = await exportProfile(server)
    await call('profile.import', IMPORTED)
    expect(await works('shop', SECRET)).toBe(false)
    expect(await point()).toMatchObject({ deed: 'import', counts: { settings: 1, users: 2, clients: 2 } })
    await restore()
    expect(await exportProfile(server)).toEqual(before)
    expect(await works('shop', SECRET)).toBe(true)
    expect(await point()).toBeNull()
  })

  it('is there after a restart, for a day', async () => {
    await call('profile.import', IMPORTED)
    const { store } = server
    const next = await startServer({ withStore: () => store })
    const kept = (await directCall(next, contextOf({ kind: 'local' }))(
      'profile.restorePoint',
      {}
    )) as RestorePoint
    expect(kept).toMatchObject({ deed: 'import', id: (await point())!.id })
    await next.close()
    server.clock.advance({ seconds: 86_400 })
    expect(await point()).toBeNull()
  })

  it('leaves alone what the import did not touch, and what was made since', async () => {
    await call('profile.import', IMPORTED)
    await call('clients.update', { params: { client_id: 'till' }, body: { client_name: 'Till' } })
    await call('users.create', { username: 'dave' })
    await restore()
    expect((await server.store.clients.get('till'))?.client_name).toBe('Till')
    expect(await server.store.users.get('dave')).toBeDefined()
    expect(await server.store.users.get('carol')).toBeUndefined()
  })

  it('takes back nothing that somebody changed since, and tells what that is', async () => {
    await call('profile.import', IMPORTED)
    await call('users.block', { username: 'alice' })
    await call('users.update', { params: { username: 'carol' }, body: { name: 'Carol' } })
    await call('settings.update', { cors: { enabled: false } })
    const { left, ...counts } = await restore()
    expect(counts).toMatchObject({ settings: 0, users: 0, clients: 2 })
    expect(left).toEqual([
      { kind: 'users', key: 'alice' },
      { kind: 'users', key: 'carol' },
      { kind: 'settings', key: '' }
    ])
    expect(await server.store.users.get('alice')).toMatchObject({ name: 'Somebody else', blocked: true })
    expect(await server.store.users.get('carol')).toMatchObject({ name: 'Carol' })
    expect(await server.store.settings.get()).toMatchObject({
      cors: { enabled: false },
      lifetimes: { access_token: 60 }
    })
    expect((await server.store.clients.get('shop'))?.client_secret).toBe(SECRET)
    expect(await server.store.clients.get('new')).toBeUndefined()
  })

  it('takes the hashing of a password that it brought for no change, and a new password for one', async () => {
    const users = ['bob', 'carol', 'dave'].map((username) => ({
      username,
      password: 'a password of an import'
    }))
    await call('profile.import', { version: 1, users })
    await server.accounts.hashPending()
    for (const { username } of users)
      expect(await server.store.users.get(username)).toHaveProperty('password_hash')
    await server.accounts.setPassword('carol', 'a new password')
    expect((await restore()).left).toEqual([{ kind: 'users', key: 'carol' }])
    expect(await server.store.users.get('bob')).not.toHaveProperty('password_hash')
    expect(await server.store.users.get('carol')).toHaveProperty('password_hash')
    expect(await server.store.users.get('dave')).toBeUndefined()
  })

  it('has nothing to take back of an import that wrote nothing', async () => {
    const { store } = server
    let refuses = false
    const refusing = await startServer({
      withStore: () => ({
        ...store,
        writeConfiguration: async (change) => {
          if (refuses) throw new StoreError('unwritable', 'the disk is full')
          await store.writeConfiguration(change)
        }
      })
    })
    refuses = true
    await refusalOf(directCall(refusing, contextOf({ kind: 'local' }))('profile.import', IMPORTED))
    const { left, ...counts } = await restore()
    expect(left).toEqual([])
    expect(Object.values(counts)).toEqual(Object.values(counts).map(() => 0))
    await refusing.close()
  })

  it('is no way any more when something else was kept meanwhile', async () => {
    await call('profile.import', IMPORTED)
    const first = (await point())!.id
    await call('profile.import', IMPORTED)
    expect((await refusalOf(call('profile.restore', { id: first }))).code).toBe('NOT_FOUND')
    await restore()
    expect((await server.store.clients.get('shop'))?.client_secret).toBe('another secret of the shop')
  })

  it('is for administrators alone', async () => {
    const bob = (await server.store.users.get('bob'))!
    const asBob = directCall(server, contextOf({ kind: 'user', user: bob }))
    expect((await refusalOf(asBob('profile.restorePoint', {}))).code).toBe('FORBIDDEN')
    expect((await refusalOf(asBob('profile.restore', { id: 'x' }))).code).toBe('FORBIDDEN')
  })
})

describe('the way back of administrators', () => {
  it('is not lost to what somebody removes of their own', async () => {
    await call('profile.import', { version: 1, roles: [{ name: 'guest' }] })
    const { id } = (await point())!
    const bob = (await server.store.users.get('bob'))!
    const asBob = directCall(server, contextOf({ kind: 'user', user: bob }))
    await call('clients.create', { client_id: 'of-bob', owner: 'bob' })
    await asBob('clients.remove', { client_id: 'of-bob' })
    expect((await point())?.id).toBe(id)
    await restore()
  })
})

describe('the way back from removals', () => {
  it('brings back people with their clients, the secrets and the claims of those', async () => {
    const before = await exportProfile(server)
    await call('users.bulk', { action: 'remove', usernames: ['alice', 'bob'] })
    await call('clients.remove', { client_id: 'till' })
    expect(await point()).toMatchObject({ deed: 'removal', counts: { users: 2, clients: 2, claims: 1 } })
    await restore()
    expect(await exportProfile(server)).toEqual(before)
    expect(await works('shop', SECRET)).toBe(true)
  })

  it('is kept in pieces: a further removal writes nothing again of those before', async () => {
    const written: number[] = []
    const note = (record: unknown) => void written.push(JSON.stringify(record).length)
    const counting = (store: Store): Store['keptBefore'] => ({
      ...store.keptBefore,
      insert: (record) => (note(record), store.keptBefore.insert(record)),
      upsert: async (key, change) => {
        const record = await store.keptBefore.upsert(key, change)
        note(record)
        return record
      }
    })
    const names = Array.from({ length: 40 }, (_, number) => `person ${number}`)
    const counted = await startServer({
      users: names.map((username) => ({ username, name: 'x'.repeat(150) })),
      withStore: (store) => ({ ...store, keptBefore: counting(store) })
    })
    const asLocal = directCall(counted, contextOf({ kind: 'local' }))
    for (const username of names) {
      await asLocal('users.remove', { username })
      counted.clock.advance({ seconds: 1 })
    }
    expect(Math.max(...written)).toBeLessThan(2000)
    expect(await asLocal('profile.restorePoint', {})).toMatchObject({ counts: { users: 40 } })
    await counted.close()
  })

  it('keeps what is removed while somebody goes back', async () => {
    const { store } = server
    let another: (() => Promise<unknown>) | undefined
    const meanwhile = await startServer({
      withStore: () => ({
        ...store,
        async writeConfiguration(change) {
          await store.writeConfiguration(change)
          await another?.()
        }
      })
    })
    await call('users.remove', { username: 'bob' })
    another = () => call('clients.remove', { client_id: 'till' })
    const asLocal = directCall(meanwhile, contextOf({ kind: 'local' }))
    await asLocal('profile.restore', { id: (await point())!.id })
    expect(await store.users.get('bob')).toBeDefined()
    expect(await point()).toMatchObject({ counts: { users: 0, clients: 1 } })
    another = undefined
    await restore()
    expect(await works('till', 'a secret of the till')).toBe(true)
    await meanwhile.close()
  })

  it('leads back no further than to what was removed together', async () => {
    await call('clients.remove', { client_id: 'till' })
    server.clock.advance({ seconds: 120 })
    await call('clients.remove', { client_id: 'shop' })
    await restore()
    expect(await server.store.clients.get('till')).toBeUndefined()
    expect(await server.store.clients.get('shop')).toBeDefined()
  })

  it('brings back a claim', async () => {
    const before = await exportProfile(server)
    await call('claims.remove', { id: 'of-shop' })
    await restore()
    expect(await exportProfile(server)).toEqual(before)
  })

  it('counts what comes back as it was counted before, and once what was removed twice', async () => {
    await call('users.remove', { username: 'bob' })
    await call('users.create', { username: 'bob', name: 'Another Bob' })
    await call('users.remove', { username: 'bob' })
    const { counts } = (await point())!
    expect(counts).toMatchObject({ users: 1 })
    expect(await restore()).toEqual({ ...counts, left: [] })
  })

  it('brings back nobody whose address somebody else has meanwhile', async () => {
    await call('users.update', { params: { username: 'bob' }, body: { email: 'bob@example.com' } })
    await call('users.bulk', { action: 'remove', usernames: ['alice', 'bob'] })
    await call('users.create', { username: 'robert', email: 'Bob@example.com' })
    expect(await restore()).toMatchObject({ users: 1, left: [{ kind: 'users', key: 'bob' }] })
    expect(await server.store.users.get('bob')).toBeUndefined()
  })

  it('has one key of an algorithm sign, and an end for the others that come back with it', async () => {
    for (let count = 0; count < 2; count += 1) {
      const { kid } = (await call('keys.generate', { alg: 'ES384' })) as { kid: string }
      await call('keys.remove', { kid })
      server.clock.advance({ seconds: 1 })
    }
    expect(await restore()).toMatchObject({ keys: 2, left: [] })
    const [newest, older] = [...(await server.store.keys.find('alg', 'ES384'))].sort(
      (one, other) => (other.iat ?? 0) - (one.iat ?? 0)
    )
    expect(newest).not.toHaveProperty('exp')
    const { id_token } = (await server.store.settings.get()).lifetimes
    expect(older?.exp).toBeGreaterThanOrEqual(server.clock.nowSeconds() + id_token)
  })

  it('takes no name from whoever has it now', async () => {
    await call('users.remove', { username: 'bob' })
    await call('users.create', { username: 'bob', name: 'Another Bob' })
    expect((await restore()).left).toEqual([{ kind: 'users', key: 'bob' }])
    expect((await server.store.users.get('bob'))?.name).toBe('Another Bob')
  })
})
