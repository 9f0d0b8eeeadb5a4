import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RestorePoint } from '../../src-main/contract'
import { exportProfile } from '../../src-main/panel'
import { askToken, basic } from '../protocol/requests'
import { refusalOf, type PanelCall } from '../support/panel-call'
import { contextOf, directCall } from '../support/panel-transports'
import { startServer, type TestServer } from '../support/start-server'

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
})
afterEach(() => server.close())

const point = async () => (await call('profile.restorePoint', {})) as RestorePoint | null
const works = async (id: string, secret: string) =>
  (await askToken(server, { grant_type: 'client_credentials' }, basic(id, secret))).status === 200

async function restore(): Promise<void> {
  await call('profile.restore', { id: (await point())!.id })
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

  it('is there after a restart, for thirty days', async () => {
    await call('profile.import', IMPORTED)
    const { store } = server
    const next = await startServer({ withStore: () => store })
    const kept = (await directCall(next, contextOf({ kind: 'local' }))(
      'profile.restorePoint',
      {}
    )) as RestorePoint
    expect(kept).toMatchObject({ deed: 'import', id: (await point())!.id })
    await next.close()
    server.clock.advance({ seconds: 30 * 86_400 })
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

  it('leads back no further than to what was removed together', async () => {
    await call('clients.remove', { client_id: 'till' })
    server.clock.advance({ seconds: 120 })
    await call('clients.remove', { client_id: 'shop' })
    await restore()
    expect(await server.store.clients.get('till')).toBeUndefined()
    expect(await server.store.clients.get('shop')).toBeDefined()
  })

  it('takes no name from whoever has it now', async () => {
    await call('users.remove', { username: 'bob' })
    await call('users.create', { username: 'bob', name: 'Another Bob' })
    await restore()
    expect((await server.store.users.get('bob'))?.name).toBe('Another Bob')
  })
})
