import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Restored, RestorePoint } from '../../../src-main/contract'
import type { PanelCall } from '../../support/panel/panel-call'
import { contextOf, directCall } from '../../support/panel/panel-transports'
import { startServer, type TestServer } from '../../support/start-server'

let server: TestServer
let call: PanelCall

beforeEach(async () => {
  server = await startServer({
    users: [{ username: 'alice', sub: 'alice-1' }, { username: 'bob' }],
    clients: [
      { client_id: 'shop', client_secret: 'a secret of the shop' },
      { client_id: 'till', client_secret: 'a secret of the till' }
    ]
  })
  call = directCall(server, contextOf({ kind: 'local' }))
})
afterEach(() => server.close())

const point = async () => (await call('profile.restorePoint', {})) as RestorePoint | null

async function restore(): Promise<Restored> {
  return (await call('profile.restore', { id: (await point())!.id })) as Restored
}

describe('a role or a scope that comes back', () => {
  it('is given back to whoever had it, by whatever name they are known now', async () => {
    await call('roles.create', { name: 'tester' })
    await call('scopes.create', { name: 'orders', roles: ['tester'] })
    for (const username of ['alice', 'bob'])
      await call('users.update', { params: { username }, body: { roles: ['user', 'tester'] } })
    await call('clients.update', { params: { client_id: 'shop' }, body: { scope: 'openid tester orders' } })
    await call('scopes.remove', { name: 'orders', detach: true })
    await call('roles.remove', { name: 'tester', detach: true })
    await call('users.update', {
      params: { username: 'alice' },
      body: { username: 'alicia', name: 'Alicia' }
    })
    expect(await point()).toMatchObject({ deed: 'removal', counts: { roles: 1, scopes: 1 } })
    expect(await restore()).toMatchObject({ roles: 1, scopes: 1, users: 0, clients: 0, left: [] })
    expect(await server.store.scopes.get('orders')).toMatchObject({ roles: ['tester'] })
    expect((await server.store.users.get('bob'))?.roles).toEqual(['user', 'tester'])
    expect(await server.store.users.get('alicia')).toMatchObject({
      name: 'Alicia',
      roles: ['user', 'tester']
    })
    const scope = (await server.store.clients.get('shop'))?.scope?.split(' ')
    expect(new Set(scope)).toEqual(new Set(['openid', 'tester', 'orders']))
  })

  it('is given back to people and clients as these are by then, and narrows none that may ask for everything', async () => {
    const { store } = server
    await call('roles.create', { name: 'tester' })
    await call('users.update', { params: { username: 'bob' }, body: { roles: ['user', 'tester'] } })
    for (const client_id of ['shop', 'till'])
      await call('clients.update', { params: { client_id }, body: { scope: 'openid tester' } })
    await call('roles.remove', { name: 'tester', detach: true })
    await store.clients.update('till', ({ scope: _scope, ...client }) => client)
    const before: (() => Promise<void>)[] = []
    const hurried = await startServer({
      withStore: () => ({
        ...store,
        async writeConfiguration(change) {
          await before.pop()?.()
          await store.writeConfiguration(change)
        }
      })
    })
    before.push(async () => {
      await store.users.update('bob', (user) => ({ ...user, blocked: true }))
      await store.clients.update('shop', (client) => ({ ...client, client_name: 'By then' }))
    })
    await directCall(hurried, contextOf({ kind: 'local' }))('profile.restore', { id: (await point())!.id })
    expect(await store.users.get('bob')).toMatchObject({ blocked: true, roles: ['user', 'tester'] })
    expect(await store.clients.get('shop')).toMatchObject({
      client_name: 'By then',
      scope: 'openid tester'
    })
    expect(await store.clients.get('till')).not.toHaveProperty('scope')
    await hurried.close()
  })

  it('is given to nobody when it is another by now, nor to whoever took a name meanwhile', async () => {
    for (const name of ['tester', 'guest']) await call('roles.create', { name })
    const roles = ['user', 'tester', 'guest']
    await call('users.update', { params: { username: 'alice' }, body: { roles } })
    for (const name of ['tester', 'guest']) await call('roles.remove', { name, detach: true })
    await call('roles.create', { name: 'tester', description: 'Does something else' })
    await server.store.users.remove('alice')
    await call('users.create', { username: 'alice' })
    expect((await restore()).left).toEqual([{ kind: 'roles', key: 'tester' }])
    expect(await server.store.roles.get('guest')).toBeDefined()
    expect((await server.store.users.get('alice'))?.roles).toEqual(['user'])
  })
})
