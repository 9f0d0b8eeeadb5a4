import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ListedSession, ListedSignIn } from '../../../src-main/contract'
import type { User } from '../../../src-main/model'
import { createBrowser } from '../../support/browser/browser'
import { refusalOf, type PanelCall } from '../../support/panel/panel-call'
import { browserCall, contextOf, directCall } from '../../support/panel/panel-transports'
import { createPersonBrowser } from '../../support/browser/person-browser'
import { startServer, type TestServer } from '../../support/start-server'

const SECRET = 'a-client-secret'
const PASSWORD = 'in wonderland'
const BACK = 'http://localhost:3000/cb'

let server: TestServer
let call: PanelCall

beforeEach(async () => {
  server = await startServer({
    clients: [
      {
        client_id: 'shop',
        client_name: 'Web shop',
        client_secret: SECRET,
        grant_types: ['authorization_code', 'refresh_token'],
        redirect_uris: [BACK],
        scope: 'openid'
      }
    ],
    users: [
      { username: 'alice', email: 'alice@example.com', name: 'Alice Liddell', password: PASSWORD },
      { username: 'bob', password: PASSWORD },
      { username: 'mo', password: PASSWORD, roles: ['moderator'] }
    ]
  })
  call = directCall(server, contextOf({ kind: 'local' }))
})
afterEach(() => server.close())

/** Signs in for the shop and fetches its tokens; the access token. */
async function signInForShop(username: string): Promise<string> {
  const browser = createPersonBrowser(server.address)
  await browser.authorize({
    client_id: 'shop',
    redirect_uri: BACK,
    response_type: 'code',
    scope: 'openid',
    prompt: 'consent'
  })
  await browser.signIn(username, PASSWORD)
  const { location = '' } = await browser.allow()
  const response = await fetch(`${server.address}/oauth2/token`, {
    method: 'POST',
    headers: {
      Authorization: `Basic ${btoa(`shop:${SECRET}`)}`,
      'Content-Type': 'application/x-www-form-urlencoded'
    },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: new URL(location).searchParams.get('code') ?? '',
      redirect_uri: BACK
    })
  })
  return ((await response.json()) as { access_token: string }).access_token
}

const userinfo = async (token: string) =>
  (await fetch(`${server.address}/oauth2/userinfo`, { headers: { Authorization: `Bearer ${token}` } })).status
const list = async (input: object = {}, by = call) =>
  (await by('sessions.list', input)) as { items: ListedSession[]; total: number }
const people = async (input: object = {}) => (await list(input)).items.map(({ user }) => user?.username)

describe('open sessions', () => {
  it('name the person, the client and which of its tokens are alive', async () => {
    await signInForShop('alice')
    expect(await list()).toMatchObject({
      total: 1,
      items: [
        {
          kind: 'sign_in',
          user: { username: 'alice', name: 'Alice Liddell', email: 'alice@example.com' },
          clients: [{ client_id: 'shop', client_name: 'Web shop' }],
          tokens: { access: 1, refresh: 1, id: 1 }
        }
      ]
    })
  })

  it('say that tokens died when they did', async () => {
    await server.change({ lifetimes: { access_token: 60, id_token: 60, session_idle: 3600 } })
    await signInForShop('alice')
    server.clock.advance({ seconds: 120 })
    expect((await list()).items[0]!.tokens).toEqual({ access: 0, refresh: 1, id: 0 })
  })

  it('are found by the person, the client and the address, page by page', async () => {
    await signInForShop('alice')
    server.clock.advance({ seconds: 1 })
    await signInForShop('bob')
    expect(await people()).toEqual(['bob', 'alice'])
    expect(await people({ search: 'liddell' })).toEqual(['alice'])
    expect(await people({ search: 'alice@EXAMPLE' })).toEqual(['alice'])
    expect(await people({ search: 'shop' })).toEqual(['bob', 'alice'])
    expect(await people({ search: 'carol' })).toEqual([])
    expect(await people({ offset: 1, limit: 1 })).toEqual(['alice'])
  })

  it('end with their tokens, and once alone', async () => {
    const token = await signInForShop('alice')
    expect(await userinfo(token)).toBe(200)
    const [session] = (await list()).items
    await call('sessions.end', { kind: 'sign_in', id: session!.id })
    expect(await userinfo(token)).toBe(401)
    expect((await list()).total).toBe(0)
    expect(await refusalOf(call('sessions.end', { kind: 'sign_in', id: session!.id }))).toMatchObject({
      code: 'NOT_FOUND'
    })
  })

  it('end all together', async () => {
    const tokens = [await signInForShop('alice'), await signInForShop('bob')]
    expect(await call('sessions.endAll', { kind: 'sign_in' })).toEqual({ ended: 2 })
    expect(await Promise.all(tokens.map(userinfo))).toEqual([401, 401])
  })
})

describe('sessions of the panel', () => {
  it('mark the one that asks, which goes on when all others end', async () => {
    const [mine, other] = [createBrowser(server.address), createBrowser(server.address)]
    await mine.signIn({ username: 'mo', password: PASSWORD })
    await other.signIn({ username: 'alice', password: PASSWORD })
    const asMo = browserCall(server, mine)
    const { items } = await list({ kind: 'panel' }, asMo)
    expect(items.map(({ user, current }) => [user?.username, current]).sort()).toEqual([
      ['alice', false],
      ['mo', true]
    ])
    expect(await asMo('sessions.endAll', { kind: 'panel' })).toEqual({ ended: 1 })
    expect(await browserCall(server, other)('session.current')).toMatchObject({ signedIn: false })
    expect(await asMo('session.current')).toMatchObject({ signedIn: true })
  })
})

describe('the latest sign-ins', () => {
  it('tell the panel from clients, the newest first, and are searched in the server', async () => {
    await signInForShop('alice')
    server.clock.advance({ seconds: 1 })
    await createBrowser(server.address).signIn({ username: 'bob', password: PASSWORD })
    const { items, total } = (await call('sessions.signIns', {})) as { items: ListedSignIn[]; total: number }
    expect(total).toBe(2)
    expect(items.map(({ user, client }) => [user?.username, client?.client_name])).toEqual([
      ['bob', undefined],
      ['alice', 'Web shop']
    ])
    expect(await call('sessions.signIns', { search: 'liddell' })).toMatchObject({ total: 1 })
  })
})

it('Sessions of everybody are for moderators, and nobody below sees or ends one', async () => {
  await signInForShop('alice')
  const [{ id } = { id: '' }] = (await list()).items
  const user = (await server.store.users.get('bob')) as User
  const bob = directCall(server, contextOf({ kind: 'user', user }))
  for (const [procedure, input] of [
    ['sessions.list', {}],
    ['sessions.signIns', {}],
    ['sessions.end', { kind: 'sign_in', id }],
    ['sessions.endAll', { kind: 'sign_in' }]
  ] as const)
    expect(await refusalOf(bob(procedure, input)), procedure).toMatchObject({ code: 'FORBIDDEN' })
  expect((await list()).total).toBe(1)
})
