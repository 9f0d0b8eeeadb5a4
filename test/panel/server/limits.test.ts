import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LimitUsage } from '../../../src-main/contract'
import type { IssuedToken } from '../../../src-main/model'
import { refusalOf } from '../../support/panel/panel-call'
import { contextOf, directCall } from '../../support/panel/panel-transports'
import { startServer, type TestServer } from '../../support/start-server'

let server: TestServer
beforeEach(async () => {
  server = await startServer({
    users: [
      { username: 'alice', sub: 'a', name: 'Alice', password: 'in wonderland' },
      { username: 'bob', sub: 'b' },
      { username: 'mo', roles: ['moderator'] }
    ],
    clients: [
      { client_id: 'shop', client_secret: 'secret of shop', client_name: 'Web shop', owner: 'alice' },
      { client_id: 'job', client_secret: 'secret of job', owner: 'alice', lifetimes: { access_token: 60 } }
    ]
  })
})
afterEach(() => server.close())

const usage = async () =>
  (await directCall(server, contextOf({ kind: 'local' }))('limits.usage')) as LimitUsage

let count = 0
const insert = (over: Partial<IssuedToken>) =>
  server.store.tokens.insert({
    id: `token-${(count += 1)}`,
    kind: 'access_token',
    format: 'opaque',
    client_id: 'shop',
    scope: '',
    iat: server.clock.nowSeconds(),
    exp: server.clock.nowSeconds() + 100,
    ...over
  })

describe('the use of the limits', () => {
  it('counts the tokens that count against a limit, and names whose they are', async () => {
    for (let times = 0; times < 2; times += 1) await insert({ sub: 'b' })
    // Most records, but of tokens that get nothing any more.
    for (let times = 0; times < 5; times += 1)
      await insert({ client_id: 'job', sub: 'a', kind: 'refresh_token', rotated: { at: 1 } })
    await insert({ client_id: 'job', sub: 'a' })
    expect((await usage()).peaks).toMatchObject({
      tokens_per_client: { count: 2, of: { id: 'shop', name: 'Web shop' } },
      tokens_per_user: { count: 2, of: { id: 'bob', name: 'bob' } }
    })
    server.clock.advance({ seconds: 100 })
    expect((await usage()).peaks.tokens_per_client).toEqual({ count: 0 })
  })

  it('counts codes that wait, clients of an owner, and clients with lifetimes of their own', async () => {
    const iat = server.clock.nowSeconds()
    const times = { iat, exp: iat + 60 }
    await server.store.authorizations.insert({
      id: 'one',
      client_id: 'shop',
      sub: 'a',
      scope: '',
      resources: [],
      ...times
    })
    for (const [id, spent] of [
      ['c1', false],
      ['c2', false],
      ['c3', true]
    ] as const)
      await server.store.authorizationCodes.insert({
        id,
        authorization_id: 'one',
        client_id: 'shop',
        response_type: 'code',
        ...times,
        ...(spent ? { spent: true as const } : {})
      })
    expect(await usage()).toEqual({
      peaks: {
        tokens_per_client: { count: 0 },
        tokens_per_user: { count: 0 },
        codes_per_user: { count: 2, of: { id: 'alice', name: 'Alice' } },
        clients_per_user: { count: 2, of: { id: 'alice', name: 'alice' } },
        sign_in_attempts: { count: 0 }
      },
      ownLifetimes: { access_token: 1, refresh_token: 0, id_token: 0 }
    })
  })

  it('names who failed to sign in most, but no name that was only tried', async () => {
    const fail = (username: string) =>
      server.accounts.signIn({ username, password: 'wrong', ip: '192.0.2.1', userAgent: '' })
    await fail('alice')
    await fail('alice')
    expect((await usage()).peaks.sign_in_attempts).toEqual({
      count: 2,
      of: { id: 'alice', name: 'Alice' }
    })
    for (let times = 0; times < 3; times += 1) await fail('a password in the wrong field')
    expect((await usage()).peaks.sign_in_attempts).toEqual({ count: 3 })
  })

  it('is for moderators, not for users', async () => {
    for (const username of ['alice', 'mo']) {
      const user = (await server.store.users.get(username))!
      const call = directCall(server, contextOf({ kind: 'user', user }))
      if (username === 'alice')
        expect(await refusalOf(call('limits.usage'))).toMatchObject({ code: 'FORBIDDEN' })
      else expect(await call('limits.usage')).toHaveProperty('peaks')
    }
  })
})
