import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { GivenConsent, ListedSession } from '../../../src-main/contract'
import { createBrowser, type Browser } from '../../support/browser/browser'
import { refusalOf, type PanelCall } from '../../support/panel/panel-call'
import { browserCall, contextOf, directCall } from '../../support/panel/panel-transports'
import { createPersonBrowser } from '../../support/browser/person-browser'
import { startServer, type TestServer } from '../../support/start-server'

const PASSWORD = 'in wonderland'
const BACK = 'http://localhost:3000/cb'
const PICTURE = 'data:image/png;base64,iVBORw0KGgo='

let server: TestServer
let browser: Browser
let alice: PanelCall

beforeEach(async () => {
  server = await startServer({
    settings: { accounts: { deletion: true } },
    clients: [
      {
        client_id: 'shop',
        client_name: 'Web shop',
        token_endpoint_auth_method: 'none',
        grant_types: ['implicit'],
        redirect_uris: [BACK],
        scope: 'openid profile'
      },
      { client_id: 'hers', client_name: 'Her own', client_secret: 'a-client-secret', owner: 'alice' }
    ],
    users: [
      { username: 'alice', email: 'alice@example.com', name: 'Alice', password: PASSWORD },
      { username: 'bob', password: PASSWORD },
      { username: 'root', password: PASSWORD, roles: ['administrator'] }
    ]
  })
  browser = createBrowser(server.address)
  alice = await signedIn('alice', browser)
})
afterEach(() => server.close())

async function signedIn(username: string, from = createBrowser(server.address)): Promise<PanelCall> {
  await from.signIn({ username, password: PASSWORD })
  return browserCall(server, from)
}

/** Lets the shop have something; its access token. */
async function letShopHave(username: string): Promise<string> {
  const person = createPersonBrowser(server.address)
  await person.authorize({
    client_id: 'shop',
    redirect_uri: BACK,
    response_type: 'id_token token',
    scope: 'openid profile',
    nonce: 'n'
  })
  await person.signIn(username, PASSWORD)
  const { location = '' } = await person.allow()
  return new URLSearchParams(new URL(location).hash.slice(1)).get('access_token') ?? ''
}

const userinfo = async (token: string) =>
  (await fetch(`${server.address}/oauth2/userinfo`, { headers: { Authorization: `Bearer ${token}` } })).status
const sessions = async (by = alice) => (await by('account.sessions')) as ListedSession[]

describe("one's own profile", () => {
  it('shows what is known and never the password', async () => {
    const account = await alice('account.get')
    expect(account).toMatchObject({ username: 'alice', name: 'Alice', clients: 1, mayDelete: true })
    expect(JSON.stringify(account)).not.toContain('password')
  })

  it('changes names and the picture, and null takes one away', async () => {
    expect(
      await alice('account.update', { given_name: 'Alice', picture: PICTURE, name: null })
    ).toMatchObject({
      given_name: 'Alice',
      picture: PICTURE
    })
    const { name, picture } = (await server.store.users.get('alice'))!
    expect([name, picture]).toEqual([undefined, PICTURE])
  })

  it('refuses what is not for people to change, and a picture that is none', async () => {
    for (const changes of [
      { roles: ['administrator'] },
      { email: 'a@b.example' },
      { picture: 'javascript:1' }
    ])
      expect(await refusalOf(alice('account.update', changes))).toMatchObject({ status: 422 })
    expect((await server.store.users.get('alice'))!.roles).toEqual(['user'])
  })
})

describe("one's own sessions", () => {
  it('are those of the panel and for clients, the current one marked, with live tokens', async () => {
    await letShopHave('alice')
    await letShopHave('bob')
    const [first, second, ...more] = await sessions()
    expect(first).toMatchObject({ kind: 'panel', current: true })
    expect(second).toMatchObject({
      kind: 'sign_in',
      current: false,
      clients: [{ client_name: 'Web shop' }],
      tokens: { access: 1, refresh: 0, id: 1 }
    })
    expect(more).toEqual([])
  })

  it('end one by one, or all but the one that asks', async () => {
    const token = await letShopHave('alice')
    const other = await signedIn('alice')
    const [, closing] = await sessions()
    await alice('account.endSession', { kind: closing!.kind, id: closing!.id })
    await alice('account.endOtherSessions')
    expect(await userinfo(token)).toBe(401)
    expect(await other('session.current')).toMatchObject({ signedIn: false })
    expect(await sessions()).toMatchObject([{ current: true }])
  })

  it('of somebody else do not exist', async () => {
    const token = await letShopHave('bob')
    const [, his] = await sessions(await signedIn('bob'))
    const refusal = refusalOf(alice('account.endSession', { kind: 'sign_in', id: his!.id }))
    expect(await refusal).toMatchObject({ code: 'NOT_FOUND' })
    expect(await userinfo(token)).toBe(200)
  })

  it('are listed as sign-ins too, with where they were for', async () => {
    await letShopHave('alice')
    expect(await alice('account.signIns', {})).toMatchObject({ total: 2 })
  })
})

describe('consents that one gave', () => {
  it('name the client and its scopes, and die with their tokens when they are withdrawn', async () => {
    const token = await letShopHave('alice')
    const [consent] = (await alice('account.consents')) as GivenConsent[]
    expect(consent).toMatchObject({ client_name: 'Web shop', scopes: ['openid', 'profile'] })
    await alice('account.withdrawConsent', { client_id: 'shop' })
    expect(await userinfo(token)).toBe(401)
    expect(await alice('account.consents')).toEqual([])
    const again = refusalOf(alice('account.withdrawConsent', { client_id: 'shop' }))
    expect(await again).toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('the end of an account', () => {
  it('tells what goes, needs the password, and takes everything along', async () => {
    const token = await letShopHave('alice')
    expect(await alice('account.belongings')).toEqual({
      clients: [{ client_id: 'hers', client_name: 'Her own' }],
      clientCount: 1,
      consents: 1
    })
    const wrong = await refusalOf(alice('account.remove', { password: 'something else' }))
    expect(wrong).toMatchObject({ status: 422, issues: [{ path: ['password'] }] })
    await alice('account.remove', { password: PASSWORD })
    expect(await server.store.users.get('alice')).toBeUndefined()
    expect(await server.store.clients.get('hers')).toBeUndefined()
    expect(await userinfo(token)).toBe(401)
    expect(await alice('session.current')).toMatchObject({ signedIn: false })
  })

  it('is refused while the setting is off, and to the last administrator', async () => {
    const root = await signedIn('root')
    expect(await refusalOf(root('account.remove', { password: PASSWORD }))).toMatchObject({
      code: 'CONFLICT'
    })
    await server.change({ accounts: { deletion: false } })
    const refused = await refusalOf(alice('account.remove', { password: PASSWORD }))
    expect(refused).toMatchObject({ code: 'FORBIDDEN' })
    expect(await server.store.users.get('alice')).toBeDefined()
  })
})

it('The person at the machine has no account, and every procedure of one says so', async () => {
  const local = directCall(server, contextOf({ kind: 'local' }))
  for (const procedure of ['account.get', 'account.sessions', 'account.consents', 'account.belongings'])
    expect(await refusalOf(local(procedure)), procedure).toMatchObject({ code: 'FORBIDDEN' })
})
