import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { refusalOf, type PanelCall } from '../../support/panel/panel-call'
import { contextOf, directCall } from '../../support/panel/panel-transports'
import { startServer, type TestServer } from '../../support/start-server'

let server: TestServer
let alice: PanelCall

beforeEach(async () => {
  server = await startServer({
    settings: { limits: { clients_per_user: 2 } },
    users: [{ username: 'alice' }],
    clients: [{ client_id: 'first', client_secret: 'secret of the first', owner: 'alice' }]
  })
  const user = (await server.store.users.get('alice'))!
  alice = directCall(server, contextOf({ kind: 'user', user }))
})
afterEach(() => server.close())

const owned = async () => (await server.store.clients.find('owner', 'alice')).length

describe('the limit of clients per person', () => {
  it('refuses one more and says what helps; nothing that is there is dropped', async () => {
    await alice('clients.create', { client_name: 'Second' })
    const refused = await refusalOf(alice('clients.create', { client_name: 'Third' }))
    expect(refused).toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining('remove one first') })
    expect(await owned()).toBe(2)
  })

  it('holds when several are registered at once', async () => {
    await Promise.allSettled(Array.from({ length: 5 }, () => alice('clients.create', { client_name: 'x' })))
    expect(await owned()).toBeLessThanOrEqual(2)
  })

  it('makes room again when a client is removed', async () => {
    await alice('clients.create', { client_name: 'Second' })
    await alice('clients.remove', { client_id: 'first' })
    await alice('clients.create', { client_name: 'Third' })
    expect(await owned()).toBe(2)
  })
})

describe('removing a client', () => {
  it('takes everything along that people let it have', async () => {
    const grant = { client_id: 'first', sub: 'alice-1', scope: 'openid', iat: 1, exp: 9_999_999_999 }
    await server.store.authorizations.insert({ id: 'a', resources: [], ...grant })
    await server.store.consents.insert({
      id: 'c',
      sub: 'alice-1',
      client_id: 'first',
      scope: 'openid',
      claims: [],
      authorization_details: [],
      given_at: 1
    })
    await alice('clients.remove', { client_id: 'first' })
    expect(await server.store.authorizations.count()).toBe(0)
    expect(await server.store.consents.count()).toBe(0)
  })
})
