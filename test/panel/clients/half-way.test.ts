import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StoreError } from '../../../src-main/ports'
import type { PanelCall } from '../../support/panel/panel-call'
import { contextOf, directCall } from '../../support/panel/panel-transports'
import { startServer, type TestServer } from '../../support/start-server'

const SECRET = 'a secret of this client with characters enough'
let server: TestServer
let call: PanelCall
let isFull = false

beforeEach(async () => {
  isFull = false
  server = await startServer({
    users: [
      { username: 'root', roles: ['administrator'] },
      { username: 'alice', sub: 'alice-sub' }
    ],
    clients: [{ client_id: 'shop', client_secret: SECRET, owner: 'alice' }],
    withStore: (store) => ({
      ...store,
      authorizations: {
        ...store.authorizations,
        removeEach: whileThereIsRoom(store.authorizations.removeEach)
      },
      consents: { ...store.consents, removeWhere: whileThereIsRoom(store.consents.removeWhere) }
    })
  })
  call = directCall(server, contextOf({ kind: 'user', user: (await server.store.users.get('root'))! }))
  const now = server.clock.nowSeconds()
  const times = { iat: now, exp: now + 3600 }
  const ofAlice = { client_id: 'shop', sub: 'alice-sub', scope: 'openid', ...times }
  await server.store.authorizations.insert({
    ...ofAlice,
    id: 'sign-in',
    resources: [],
    auth_time: now,
    acr: '1',
    amr: ['pwd']
  })
  await server.store.tokens.insert({
    ...ofAlice,
    id: 'token',
    kind: 'refresh_token',
    format: 'opaque',
    authorization_id: 'sign-in'
  })
})
afterEach(() => server.close())

function whileThereIsRoom<Given extends unknown[], Result>(work: (...given: Given) => Promise<Result>) {
  return async (...given: Given): Promise<Result> => {
    if (isFull) throw new StoreError('unwritable', 'the disk is full')
    return work(...given)
  }
}

/** What is left of what was given to the client for alice. */
const left = async () =>
  [await server.store.tokens.get('token'), await server.store.authorizations.get('sign-in')].filter(Boolean)

describe('a removal that fails half-way', () => {
  it('of a client leaves it there, so that it can be asked for again and nothing of it comes back with a new one', async () => {
    // RFC 7592 §2.3: what the client itself asks for its removal with.
    const ownToken = { kind: 'registration_access_token', format: 'opaque', client_id: 'shop' } as const
    const times = { iat: server.clock.nowSeconds(), exp: server.clock.nowSeconds() + 3600 }
    await server.store.tokens.insert({ ...ownToken, ...times, id: 'own', scope: '' })
    isFull = true
    await expect(call('clients.remove', { client_id: 'shop' })).rejects.toThrow()
    expect(await server.store.clients.get('shop')).toBeDefined()
    expect(await server.store.tokens.get('token')).toBeUndefined()
    expect(await server.store.tokens.get('own')).toBeDefined()
    isFull = false
    await call('clients.remove', { client_id: 'shop' })
    expect(await server.store.tokens.get('own')).toBeUndefined()
    expect(await server.store.clients.get('shop')).toBeUndefined()
    expect(await left()).toEqual([])
  })

  it('of a person leaves them there, with the clients that they own', async () => {
    isFull = true
    await expect(call('users.remove', { username: 'alice' })).rejects.toThrow()
    expect(await server.store.users.get('alice')).toBeDefined()
    expect(await server.store.clients.get('shop')).toBeDefined()
    isFull = false
    await call('users.remove', { username: 'alice' })
    expect(await server.store.clients.get('shop')).toBeUndefined()
    expect(await left()).toEqual([])
  })
})

describe('a block that fails half-way', () => {
  it('leaves the person unblocked, and ends everything once it succeeds', async () => {
    isFull = true
    await expect(call('users.block', { username: 'alice' })).rejects.toThrow()
    expect((await server.store.users.get('alice'))?.blocked).toBe(false)
    isFull = false
    await call('users.block', { username: 'alice' })
    expect((await server.store.users.get('alice'))?.blocked).toBe(true)
    expect(await left()).toEqual([])
  })
})
