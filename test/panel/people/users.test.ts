import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ShownUser } from '../../../src-main/contract'
import { createBrowser } from '../../support/browser/browser'
import { refusalOf, type PanelCall } from '../../support/panel/panel-call'
import { adminToken, contextOf, directCall, restCall } from '../../support/panel/panel-transports'
import { startServer, type TestServer } from '../../support/start-server'

const SECRET = 'a-client-secret'

let server: TestServer
let call: PanelCall

beforeEach(async () => {
  server = await startServer({
    roles: [
      { name: 'user' },
      { name: 'moderator' },
      { name: 'administrator' },
      { name: 'tester', description: 'Tests' }
    ],
    clients: [
      { client_id: 'robot', client_secret: SECRET, grant_types: ['client_credentials'], scope: 'admin' },
      { client_id: 'of-alice', client_secret: SECRET, client_name: 'Shop', owner: 'alice' }
    ],
    users: [
      {
        username: 'alice',
        sub: 'sub-of-alice',
        email: 'alice@example.com',
        name: 'Alice Liddell',
        password: 'in wonderland'
      },
      { username: 'bob', email: 'bob@example.com', name: 'Zed', roles: ['user', 'tester'], blocked: true },
      { username: 'mo', roles: ['moderator'] },
      { username: 'root', roles: ['administrator'] }
    ]
  })
  call = directCall(server, contextOf({ kind: 'local' }))
})
afterEach(() => server.close())

const list = async (input: object = {}) =>
  (await call('users.list', input)) as { items: ShownUser[]; total: number }
const names = async (input: object = {}) => (await list(input)).items.map(({ username }) => username)
const get = async (username: string) => (await call('users.get', { username })) as ShownUser
const update = (username: string, body: object) => call('users.update', { params: { username }, body })

describe('the list of users', () => {
  it('sorts, pages and searches in the server', async () => {
    expect(await names()).toEqual(['alice', 'bob', 'mo', 'root'])
    expect(await names({ sort: 'name', descending: true })).toEqual(['bob', 'root', 'mo', 'alice'])
    expect(await list({ offset: 1, limit: 2 })).toMatchObject({
      total: 4,
      items: [{ username: 'bob' }, { username: 'mo' }]
    })
    expect(await names({ search: 'LIDDELL' })).toEqual(['alice'])
    expect(await names({ search: 'bob@example' })).toEqual(['bob'])
  })

  it('keeps to those with more rights, to those who are blocked, and to those of a role, together too', async () => {
    expect(await names({ access: 'elevated' })).toEqual(['mo', 'root'])
    expect(await names({ access: 'moderator' })).toEqual(['mo'])
    expect(await names({ blocked: true })).toEqual(['bob'])
    expect(await names({ role: 'user' })).toEqual(['alice', 'bob'])
    expect(await names({ role: 'user', blocked: true })).toEqual(['bob'])
    expect(await names({ role: 'nothing' })).toEqual([])
  })

  it('shows neither a password nor its hash, only whether there is one', async () => {
    await call('users.setPassword', { username: 'bob', password: 'the walrus' })
    const { items } = await list()
    expect(items.map(({ hasPassword }) => hasPassword)).toEqual([true, true, false, false])
    expect(JSON.stringify([items, await get('bob')])).not.toMatch(/wonderland|\$2b\$/)
  })

  it('tells when somebody signed in last', async () => {
    expect((await get('alice')).lastSignInAt).toBeUndefined()
    await createBrowser(server.address).signIn({ username: 'alice', password: 'in wonderland' })
    expect((await get('alice')).lastSignInAt).toBe(server.clock.nowSeconds())
    expect(await call('users.signIns', { username: 'alice' })).toMatchObject([
      { at: server.clock.nowSeconds(), ip: expect.stringMatching(/127\.0\.0\.1|::1/) }
    ])
  })
})

describe('the list of users by their last sign-in', () => {
  const signIn = async (username: string, password: string) => {
    server.clock.advance({ seconds: 30 })
    await createBrowser(server.address).signIn({ username, password })
  }
  const latestFirst = (more: object = {}) => names({ sort: 'last_sign_in', descending: true, ...more })

  it('has the latest at one end, and whoever never signed in at the other', async () => {
    for (const username of ['mo', 'root'])
      await call('users.setPassword', { username, password: `the password of ${username}` })
    await signIn('root', 'the password of root')
    await signIn('alice', 'in wonderland')
    expect(await latestFirst()).toEqual(['alice', 'root', 'mo', 'bob'])
    expect(await names({ sort: 'last_sign_in' })).toEqual(['bob', 'mo', 'root', 'alice'])
    await signIn('mo', 'the password of mo')
    await signIn('root', 'the password of root')
    expect(await latestFirst()).toEqual(['root', 'mo', 'alice', 'bob'])
    expect(await latestFirst({ offset: 1, limit: 2 })).toEqual(['mo', 'alice'])
    expect(await latestFirst({ access: 'elevated' })).toEqual(['root', 'mo'])
  })

  it('follows who is renamed and who is gone', async () => {
    await signIn('alice', 'in wonderland')
    expect(await latestFirst()).toEqual(['alice', 'root', 'mo', 'bob'])
    await update('alice', { username: 'lewis' })
    expect(await latestFirst()).toEqual(['lewis', 'root', 'mo', 'bob'])
    await call('users.remove', { username: 'lewis' })
    expect(await latestFirst()).toEqual(['root', 'mo', 'bob'])
  })

  it('hears of sign-ins that another server on the same store noted', async () => {
    await signIn('alice', 'in wonderland')
    await latestFirst()
    server.clock.advance({ seconds: 30 })
    const [record] = await server.store.signInRecords.find('sub', 'sub-of-alice')
    const { sub = '' } = (await server.store.users.get('mo')) ?? {}
    await server.store.signInRecords.insert({
      ...record!,
      id: 'elsewhere',
      sub,
      at: server.clock.nowSeconds()
    })
    server.clock.advance({ seconds: 400 })
    expect(await latestFirst()).toEqual(['mo', 'alice', 'root', 'bob'])
  })
})

describe('a new user', () => {
  it('signs in with the password that they were given, has a subject, and the e-mail address for a name', async () => {
    const made = (await call('users.create', {
      email: 'Carol@Example.com',
      password: 'carol sings',
      roles: ['user', 'tester'],
      claims: { department: 'QA' }
    })) as ShownUser
    expect(made).toMatchObject({
      username: 'carol@example.com',
      hasPassword: true,
      access: 'user',
      claims: { department: 'QA' }
    })
    expect(made.sub).toMatch(/^[0-9a-f-]{36}$/)
    await createBrowser(server.address).signIn({ username: 'carol@example.com', password: 'carol sings' })
  })

  it.each([
    [{ username: 'ALICE' }, 'username', /taken/],
    [{ username: 'Alice@example.com' }, 'username', /taken by alice/],
    [{ username: 'new', email: 'BOB@example.com' }, 'email', /taken by bob/],
    [{ username: 'new', email: 'nobody' }, 'email', /e-mail address/],
    [{ username: 'new', password: 'short' }, 'password', /8 characters/],
    [{ username: 'new', roles: ['tset'] }, 'roles', /no role "tset"; there are .*tester/],
    [{ username: 'new', sub: 'sub-of-alice' }, 'sub', /somebody else/],
    [{ username: 'admin@example.com', password: 'password1' }, 'password', /documented/],
    [{}, 'username', /is required/],
    [{ username: 'new', pictuer: 'x' }, 'pictuer', /picture/]
  ])('is refused at the field that is wrong: %j', async (input, field, message) => {
    const { code, issues } = await refusalOf(call('users.create', input))
    expect(code).toBe('UNPROCESSABLE_CONTENT')
    expect(issues).toEqual([{ path: [field], message: expect.stringMatching(message) }])
    expect(await server.store.users.count()).toBe(4)
  })

  it('is refused a role that was removed while their password was hashed', async () => {
    const [made] = await Promise.all([
      refusalOf(call('users.create', { username: 'new', password: 'a new password', roles: ['tester'] })),
      call('roles.remove', { name: 'tester', detach: true })
    ])
    expect(made.issues).toEqual([
      { path: ['roles'], message: 'there is no role "tester"; there are administrator, moderator, user' }
    ])
    expect(await server.store.users.get('new')).toBeUndefined()
  })

  it('is made once when two ask for the same e-mail address at the same moment', async () => {
    const twice = ['one', 'two'].map((username) =>
      call('users.create', { username, email: 'same@example.com' }).then(
        () => 'made',
        () => 'refused'
      )
    )
    expect((await Promise.all(twice)).sort()).toEqual(['made', 'refused'])
  })
})

describe('a change', () => {
  it('replaces what it names, takes away what is null, and leaves the rest', async () => {
    server.clock.advance({ seconds: 5 })
    await update('alice', { name: null, given_name: 'Alice', address: { locality: 'Oxford' } })
    const alice = await get('alice')
    expect(alice).toMatchObject({
      given_name: 'Alice',
      address: { locality: 'Oxford' },
      email: 'alice@example.com',
      updated_at: server.clock.nowSeconds()
    })
    expect(alice.name).toBeUndefined()
  })

  it('forgets that an address was confirmed when there is another one', async () => {
    await update('alice', { email_verified: true })
    await update('alice', { email: 'liddell@example.com' })
    expect((await get('alice')).email_verified).toBe(false)
    await update('alice', { email: 'other@example.com', email_verified: true })
    expect((await get('alice')).email_verified).toBe(true)
    await update('alice', { email: null })
    expect(await get('alice')).not.toHaveProperty('email_verified')
  })

  it('changes neither subject nor password nor block, and no name into one that is taken', async () => {
    for (const body of [{ sub: 'other' }, { password: 'a new password' }, { blocked: true }])
      expect(await refusalOf(update('alice', body))).toMatchObject({ code: 'UNPROCESSABLE_CONTENT' })
    const { issues } = await refusalOf(update('alice', { username: 'bob@example.com' }))
    expect(issues).toEqual([{ path: ['username'], message: expect.stringMatching(/taken by bob/) }])
    expect(await get('alice')).toMatchObject({ sub: 'sub-of-alice' })
  })

  it('of the user name keeps the subject, the password, the clients and what is open in the panel', async () => {
    const browser = createBrowser(server.address)
    await browser.signIn({ username: 'alice', password: 'in wonderland' })
    const renamed = (await update('alice', { username: 'alicia' })) as ShownUser
    expect(renamed).toMatchObject({ username: 'alicia', sub: 'sub-of-alice', name: 'Alice Liddell' })
    expect(await refusalOf(call('users.get', { username: 'alice' }))).toMatchObject({ code: 'NOT_FOUND' })
    expect((await server.store.clients.get('of-alice'))?.owner).toBe('alicia')
    const [session] = await server.store.panelSessions.find('username', 'alicia')
    expect(session).toBeDefined()
    await createBrowser(server.address).signIn({ username: 'alicia', password: 'in wonderland' })
    expect(await names()).toEqual(['alicia', 'bob', 'mo', 'root'])
  })

  it('gives a subject that stays to a person who had none yet', async () => {
    await server.store.users.insert({ username: 'old', roles: ['user'], blocked: false, claims: {} })
    const { sub } = (await update('old', { username: 'older' })) as ShownUser
    expect(sub).toMatch(/^[0-9a-f-]{36}$/)
    expect(((await update('older', { username: 'oldest' })) as ShownUser).sub).toBe(sub)
  })
})

describe('users as REST', () => {
  it('are listed, made, changed, blocked and removed under /users', async () => {
    const rest = restCall(server, await adminToken(server, 'robot', SECRET))
    expect(await rest('users.create', { username: 'carol', email: 'carol@example.com' })).toMatchObject({
      username: 'carol'
    })
    expect(await rest('users.list', { role: 'user', blocked: true })).toMatchObject({ total: 1 })
    expect(
      await rest('users.update', { params: { username: 'carol' }, body: { name: 'Carol' } })
    ).toMatchObject({ name: 'Carol' })
    expect(await rest('users.block', { username: 'carol@example.com' })).toMatchObject({ blocked: true })
    expect(await rest('users.unblock', { username: 'carol' })).toMatchObject({ blocked: false })
    expect(await rest('users.remove', { username: 'carol' })).toBeUndefined()
    expect(await refusalOf(rest('users.get', { username: 'carol' }))).toMatchObject({ status: 404 })
  })
})
