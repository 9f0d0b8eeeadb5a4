import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ShownRole, ShownScope } from '../../../src-main/contract'
import { refusalOf, type PanelCall } from '../../support/panel/panel-call'
import { contextOf, directCall } from '../../support/panel/panel-transports'
import { startServer, type TestServer } from '../../support/start-server'

let server: TestServer
let local: PanelCall
/** What somebody else does while what leads back is kept. */
let meanwhile: (() => Promise<unknown>) | undefined
beforeAll(async () => {
  server = await startServer({
    roles: [{ name: 'auditor' }, { name: 'tester' }, { name: 'idle' }],
    scopes: [{ name: 'audit', roles: ['auditor'] }, 'orders'],
    users: [
      { username: 'alice', roles: ['user', 'tester'] },
      { username: 'mo', roles: ['moderator'] }
    ],
    clients: [{ client_id: 'shop', client_secret: 'secret of shop', scope: 'orders tester' }],
    claims: [{ name: 'tenant', value: 'acme', scope: 'audit' }],
    withStore: (store) => ({
      ...store,
      keptBefore: {
        ...store.keptBefore,
        insert: async (record) => {
          await meanwhile?.()
          await store.keptBefore.insert(record)
        }
      }
    })
  })
  local = directCall(server, contextOf({ kind: 'local' }))
})
afterAll(() => server.close())

const rolesByName = async () => {
  const { items } = (await local('roles.list', {})) as { items: ShownRole[] }
  return Object.fromEntries(items.map((role) => [role.name, role]))
}

describe('roles', () => {
  it('are listed with who has them and what needs them', async () => {
    expect(await rolesByName()).toMatchObject({
      auditor: { members: 0, scopes: ['audit'], builtIn: false },
      tester: { members: 1, clients: 1 },
      administrator: { builtIn: true }
    })
  })

  it('that every server has can not be removed', async () => {
    expect(await refusalOf(local('roles.remove', { name: 'user', detach: true }))).toMatchObject({
      status: 409
    })
  })

  it('that a scope needs can not be removed, since the scope would be open to everybody', async () => {
    const refused = await refusalOf(local('roles.remove', { name: 'auditor', detach: true }))
    expect(refused).toMatchObject({ status: 409 })
    expect(refused.message).toContain('audit')
  })

  it('in use say who uses them, and go from all of these when that is wanted', async () => {
    expect((await refusalOf(local('roles.remove', { name: 'tester' }))).message).toContain('alice')
    await local('roles.remove', { name: 'tester', detach: true })
    expect((await server.store.users.get('alice'))?.roles).toEqual(['user'])
    expect((await server.store.clients.get('shop'))?.scope).toBe('orders')
    expect(await rolesByName()).not.toHaveProperty('tester')
  })

  it('go from people and clients as these are by then', async () => {
    await local('roles.create', { name: 'passing' })
    await local('users.update', { params: { username: 'mo' }, body: { roles: ['moderator', 'passing'] } })
    await local('clients.update', { params: { client_id: 'shop' }, body: { scope: 'orders passing' } })
    meanwhile = async () => {
      await server.store.users.update('mo', (user) => ({ ...user, name: 'Mo by then' }))
      await server.store.clients.update('shop', (client) => ({ ...client, scope: 'orders passing email' }))
    }
    await local('roles.remove', { name: 'passing', detach: true })
    meanwhile = undefined
    expect(await server.store.users.get('mo')).toMatchObject({ name: 'Mo by then', roles: ['moderator'] })
    expect((await server.store.clients.get('shop'))?.scope).toBe('orders email')
  })

  it('are for administrators to change, and for moderators to see', async () => {
    const user = (await server.store.users.get('mo'))!
    const moderator = directCall(server, contextOf({ kind: 'user', user }))
    expect(await moderator('roles.list', {})).toHaveProperty('items')
    expect(await refusalOf(moderator('roles.remove', { name: 'idle' }))).toMatchObject({ status: 403 })
  })
})

describe('scopes', () => {
  it('are listed with the built-in ones first', async () => {
    const { items } = (await local('scopes.list', {})) as { items: ShownScope[] }
    expect(items[0]).toMatchObject({ name: 'openid', builtIn: true })
    expect(items.find(({ name }) => name === 'email')?.standardClaims).toEqual(['email', 'email_verified'])
    expect(items.find(({ name }) => name === 'orders')).toMatchObject({ builtIn: false, clients: 1 })
  })

  it('need roles that there are, and carry no claim of the protocol', async () => {
    const unknown = await refusalOf(local('scopes.create', { name: 'x', roles: ['nobody'] }))
    expect(unknown.issues?.[0]).toMatchObject({ path: ['roles', 0] })
    const protocol = await refusalOf(local('scopes.create', { name: 'x', claims: ['sub'] }))
    expect(protocol.issues?.[0]).toMatchObject({ path: ['claims', 0] })
  })

  it('in use say who uses them, and go from clients as these are by then', async () => {
    expect((await refusalOf(local('scopes.remove', { name: 'orders' }))).message).toContain('shop')
    expect((await refusalOf(local('scopes.remove', { name: 'audit', detach: true }))).message).toContain(
      'tenant'
    )
    meanwhile = () =>
      server.store.clients.update('shop', (client) => ({ ...client, client_name: 'Shop', scope: 'orders' }))
    await local('scopes.remove', { name: 'orders', detach: true })
    meanwhile = undefined
    expect(await server.store.clients.get('shop')).toMatchObject({ client_name: 'Shop', scope: '' })
  })
})
