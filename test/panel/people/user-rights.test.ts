import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createBrowser } from '../../support/browser/browser'
import { refusalOf, type PanelCall } from '../../support/panel/panel-call'
import { contextOf, directCall } from '../../support/panel/panel-transports'
import { startServer, type TestServer } from '../../support/start-server'

let server: TestServer
let local: PanelCall

beforeEach(async () => {
  server = await startServer({
    roles: ['user', 'moderator', 'administrator'].map((name) => ({ name })),
    clients: [{ client_id: 'of-alice', client_secret: 'secret of alice', owner: 'alice' }],
    users: [
      { username: 'alice', sub: 'sub-of-alice', password: 'in wonderland' },
      { username: 'bob' },
      { username: 'mo', roles: ['moderator'], password: 'moderates much' },
      { username: 'root', roles: ['administrator'] }
    ]
  })
  local = directCall(server, contextOf({ kind: 'local' }))
})
afterEach(() => server.close())

async function callAs(username: string): Promise<PanelCall> {
  const user = await server.store.users.get(username)
  if (!user) throw new Error(`There is no ${username}`)
  return directCall(server, contextOf({ kind: 'user', user }))
}

const EVERYTHING: [string, object][] = [
  ['users.list', {}],
  ['users.get', { username: 'bob' }],
  ['users.belongings', { username: 'bob' }],
  ['users.sessions', { username: 'bob' }],
  ['users.signIns', { username: 'bob' }],
  ['users.create', { username: 'new' }],
  ['users.update', { params: { username: 'bob' }, body: { name: 'Bob' } }],
  ['users.setPassword', { username: 'bob', password: 'a new password' }],
  ['users.remove', { username: 'bob' }],
  ['users.block', { username: 'bob' }],
  ['users.unblock', { username: 'bob' }],
  ['users.bulk', { action: 'block', usernames: ['bob'] }],
  ['users.endSession', { username: 'bob', id: 'any' }],
  ['users.endSessions', { username: 'bob' }]
]

describe('a user', () => {
  it.each(EVERYTHING)('reaches nothing of other people: %s', async (procedure, input) => {
    const alice = await callAs('alice')
    expect(await refusalOf(alice(procedure, input))).toMatchObject({ code: 'FORBIDDEN' })
  })
})

describe('a moderator', () => {
  it('sees people, blocks them and ends their sessions', async () => {
    const mo = await callAs('mo')
    expect(await mo('users.list', {})).toMatchObject({ total: 4 })
    expect(await mo('users.block', { username: 'alice' })).toMatchObject({ blocked: true })
    expect(await mo('users.unblock', { username: 'alice' })).toMatchObject({ blocked: false })
    expect(await mo('users.endSessions', { username: 'alice' })).toEqual({ ended: 0 })
  })

  it.each(EVERYTHING.slice(5, 9))('changes nobody: %s', async (procedure, input) => {
    const mo = await callAs('mo')
    expect(await refusalOf(mo(procedure, input))).toMatchObject({ code: 'FORBIDDEN' })
  })

  it('stops no administrator, and not themselves', async () => {
    await local('users.create', { username: 'root2', roles: ['administrator'] })
    const mo = await callAs('mo')
    for (const procedure of ['users.block', 'users.unblock', 'users.endSessions'])
      expect(await refusalOf(mo(procedure, { username: 'root' }))).toMatchObject({
        code: 'FORBIDDEN',
        message: expect.stringMatching(/only an administrator/)
      })
    expect(await refusalOf(mo('users.block', { username: 'mo' }))).toMatchObject({
      message: 'Nobody can block themselves'
    })
    expect(await mo('users.bulk', { action: 'block', usernames: ['root', 'bob', 'mo'] })).toMatchObject({
      done: ['bob'],
      refused: [{ username: 'mo' }, { username: 'root' }]
    })
    expect(await mo('users.bulk', { action: 'remove', usernames: ['bob'] })).toMatchObject({
      done: [],
      refused: [{ username: 'bob', message: expect.stringMatching(/administrators only/) }]
    })
  })
})

describe('the last administrator', () => {
  const LAST = expect.stringMatching(/last administrator/)

  it.each<[string, object]>([
    ['users.block', { username: 'root' }],
    ['users.remove', { username: 'root' }],
    ['users.update', { params: { username: 'root' }, body: { roles: ['user'] } }],
    ['users.update', { params: { username: 'root' }, body: { roles: null } }]
  ])('stays, even for the person at the machine: %s', async (procedure, input) => {
    expect(await refusalOf(local(procedure, input))).toMatchObject({ code: 'FORBIDDEN', message: LAST })
    expect(await server.store.users.get('root')).toMatchObject({ blocked: false, roles: ['administrator'] })
  })

  it('is not counted while they are blocked', async () => {
    await local('users.create', { username: 'root2', roles: ['administrator'] })
    await local('users.block', { username: 'root2' })
    expect(await refusalOf(local('users.remove', { username: 'root' }))).toMatchObject({ message: LAST })
    await local('users.unblock', { username: 'root2' })
    await local('users.remove', { username: 'root' })
  })

  it('is still there after two demote each other at the same moment, and after all are blocked at once', async () => {
    await local('users.create', { username: 'root2', roles: ['administrator'] })
    const demote = (username: string) =>
      local('users.update', { params: { username }, body: { roles: ['user'] } }).catch(() => undefined)
    await Promise.all([demote('root'), demote('root2')])
    expect(await server.store.users.find('access', 'administrator')).toHaveLength(1)
    await local('users.update', { params: { username: 'root' }, body: { roles: ['administrator'] } })
    await local('users.update', { params: { username: 'root2' }, body: { roles: ['administrator'] } })
    const outcome = await local('users.bulk', {
      action: 'block',
      usernames: ['root', 'root2', 'bob', 'nobody']
    })
    expect(outcome).toEqual({
      done: ['bob', 'root'],
      refused: [
        { username: 'nobody', message: 'There is no user "nobody"' },
        { username: 'root2', message: LAST }
      ]
    })
  })
})

describe('an administrator', () => {
  it('removes nobody who asks for it themselves, and renames nobody away from the documented password', async () => {
    await local('users.create', { username: 'root2', roles: ['administrator'] })
    const root = await callAs('root')
    expect(await refusalOf(root('users.remove', { username: 'root' }))).toMatchObject({
      message: expect.stringMatching(/My account/)
    })
    await server.store.users.insert({
      username: 'admin@example.com',
      password: 'password1',
      roles: ['administrator'],
      blocked: false,
      claims: {}
    })
    const renaming = { params: { username: 'admin@example.com' }, body: { username: 'boss' } }
    expect(await refusalOf(root('users.update', renaming))).toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringMatching(/documented password/)
    })
  })
})

describe('whoever is blocked or removed', () => {
  it('loses what they have open, and signs in no more until they are unblocked', async () => {
    const browser = createBrowser(server.address)
    await browser.signIn({ username: 'alice', password: 'in wonderland' })
    expect(await local('users.sessions', { username: 'alice' })).toMatchObject([
      { kind: 'panel', client_ids: [], tokens: { access: 0, refresh: 0, id: 0 } }
    ])
    await local('users.block', { username: 'alice' })
    expect(await local('users.sessions', { username: 'alice' })).toEqual([])
    const again = createBrowser(server.address).signIn({ username: 'alice', password: 'in wonderland' })
    await expect(again).rejects.toThrow()
    await local('users.unblock', { username: 'alice' })
    await createBrowser(server.address).signIn({ username: 'alice', password: 'in wonderland' })
  })

  it('takes clients, sessions and sign-ins along, and it is told before what goes', async () => {
    await createBrowser(server.address).signIn({ username: 'alice', password: 'in wonderland' })
    expect(await local('users.belongings', { username: 'alice' })).toEqual({
      clients: 1,
      clientNames: ['of-alice'],
      consents: 0,
      sessions: 1
    })
    await local('users.remove', { username: 'alice' })
    expect(await server.store.clients.get('of-alice')).toBeUndefined()
    expect(await server.store.panelSessions.find('username', 'alice')).toEqual([])
    expect(await server.store.signInRecords.find('sub', 'sub-of-alice')).toEqual([])
  })

  it('one session ends alone, and one of somebody else is not found', async () => {
    const [one, two] = [createBrowser(server.address), createBrowser(server.address)]
    for (const browser of [one, two]) await browser.signIn({ username: 'alice', password: 'in wonderland' })
    await createBrowser(server.address).signIn({ username: 'mo', password: 'moderates much' })
    const sessions = (await local('users.sessions', { username: 'alice' })) as { id: string }[]
    await local('users.endSession', { username: 'alice', id: sessions[0]!.id })
    expect(await local('users.sessions', { username: 'alice' })).toEqual([sessions[1]])
    const [ofMo] = (await local('users.sessions', { username: 'mo' })) as { id: string }[]
    expect(await refusalOf(local('users.endSession', { username: 'alice', id: ofMo!.id }))).toMatchObject({
      code: 'NOT_FOUND'
    })
  })
})
