import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refusalOf, type PanelCall } from '../../support/panel/panel-call'
import { startServer, type TestServer } from '../../support/start-server'
import { contextOf, directCall } from '../../support/panel/panel-transports'

let server: TestServer
let alice: PanelCall
let bob: PanelCall
let moderator: PanelCall
let administrator: PanelCall

beforeAll(async () => {
  server = await startServer({
    users: [
      { username: 'alice' },
      { username: 'bob', roles: ['user', 'auditor'] },
      { username: 'mo', roles: ['moderator'] },
      { username: 'root', roles: ['administrator'] }
    ],
    scopes: [{ name: 'audit', roles: ['auditor'] }],
    clients: [
      { client_id: 'of-alice', client_secret: 'secret of alice', owner: 'alice' },
      { client_id: 'of-bob', client_secret: 'secret of bob', owner: 'bob' },
      { client_id: 'of-nobody', client_secret: 'secret of nobody', scope: 'admin' }
    ]
  })
  const as = async (username: string): Promise<PanelCall> => {
    const user = await server.store.users.get(username)
    if (!user) throw new Error(`There is no ${username}`)
    return directCall(server, contextOf({ kind: 'user', user }))
  }
  alice = await as('alice')
  bob = await as('bob')
  moderator = await as('mo')
  administrator = await as('root')
})
afterAll(() => server.close())

const idsOf = async (call: PanelCall, input: object = {}) =>
  ((await call('clients.list', input)) as { items: { client_id: string }[] }).items.map(
    ({ client_id }) => client_id
  )

describe('a user', () => {
  it('sees their own clients alone, whatever they ask for', async () => {
    expect(await idsOf(alice)).toEqual(['of-alice'])
    expect(await idsOf(alice, { owner: 'bob' })).toEqual(['of-alice'])
    expect(await idsOf(alice, { search: 'of-' })).toEqual(['of-alice'])
  })

  it('gives a client no scope that needs a role which they do not have', async () => {
    const changed = { params: { client_id: 'of-alice' }, body: { scope: 'audit' } }
    expect(await refusalOf(alice('clients.create', { scope: 'audit' }))).toMatchObject({ code: 'FORBIDDEN' })
    expect(await refusalOf(alice('clients.update', changed))).toMatchObject({ code: 'FORBIDDEN' })
    const own = { params: { client_id: 'of-bob' }, body: { scope: 'audit' } }
    expect(await bob('clients.update', own)).toMatchObject({ client: { scope: 'audit' } })
  })

  it.each([
    ['clients.get', { client_id: 'of-bob' }],
    ['clients.secret', { client_id: 'of-bob' }],
    ['clients.update', { params: { client_id: 'of-bob' }, body: { client_name: 'Mine' } }],
    ['clients.rotateSecret', { client_id: 'of-bob' }],
    ['clients.remove', { client_id: 'of-bob' }],
    ['playground.generateKey', { client_id: 'of-bob' }]
  ])("is told by %s that somebody else's client does not exist", async (procedure, input) => {
    const before = await server.store.clients.get('of-bob')
    const refused = await refusalOf(alice(procedure, input))
    const unknown = JSON.parse(JSON.stringify(input).replace('of-bob', 'of-none')) as object
    expect(refused).toEqual(await refusalOf(alice(procedure, unknown)))
    expect(refused).toMatchObject({ code: 'NOT_FOUND' })
    expect(await server.store.clients.get('of-bob')).toEqual(before)
  })

  it('registers clients for themselves', async () => {
    const { client } = (await bob('clients.create', { client_id: 'new-of-bob' })) as {
      client: { owner: string }
    }
    expect(client.owner).toBe('bob')
    await bob('clients.remove', { client_id: 'new-of-bob' })
  })

  it.each([
    ['somebody else as its owner', { owner: 'bob' }],
    ['the scope admin', { scope: 'read admin' }],
    ['a block', { blocked: true }]
  ])('gives a client no %s', async (_what, fields) => {
    expect(await refusalOf(alice('clients.create', fields))).toMatchObject({ code: 'FORBIDDEN' })
  })

  it.each([{ owner: 'bob' }, { owner: null }, { scope: 'admin' }])(
    'changes nothing of their client to %j',
    async (body) => {
      const refused = await refusalOf(alice('clients.update', { params: { client_id: 'of-alice' }, body }))
      expect(refused).toMatchObject({ code: 'FORBIDDEN' })
      expect(await server.store.clients.get('of-alice')).toMatchObject({ owner: 'alice' })
    }
  )

  it('keeps the scope admin that an administrator gave their client, and once without it gets it no more', async () => {
    const change = (scope: string) =>
      alice('clients.update', { params: { client_id: 'of-alice' }, body: { scope } })
    await administrator('clients.update', { params: { client_id: 'of-alice' }, body: { scope: 'admin' } })
    expect(await change('admin read')).toMatchObject({ client: { scope: 'admin read' } })
    expect(await change('read')).toMatchObject({ client: { scope: 'read' } })
    expect(await refusalOf(change('read admin'))).toMatchObject({ code: 'FORBIDDEN' })
  })

  it.each([
    'settings.get',
    'settings.usage',
    'server.overview',
    'server.start',
    'traffic.list',
    'traffic.export',
    'audit.list',
    'logs.list',
    'profile.export',
    'clients.block',
    'users.setPassword'
  ])('may not call %s', async (procedure) => {
    expect(await refusalOf(alice(procedure, {}))).toMatchObject({ code: 'FORBIDDEN', status: 403 })
  })

  it('hears of the server alone, not of records and requests', async () => {
    const events = (await alice('live.watch')) as AsyncIterableIterator<{ type: string }>
    expect((await events.next()).value).toMatchObject({ type: 'server' })
    await administrator('clients.block', { client_id: 'of-bob' })
    await administrator('clients.unblock', { client_id: 'of-bob' })
    server.inspector.record({ method: 'POST', path: '/oauth2/token', status: 200, durationMs: 1 })
    await server.stop()
    await server.start()
    const types: string[] = []
    for (let count = 0; count < 4; count += 1)
      types.push(((await events.next()).value as { type: string }).type)
    expect(types).toEqual(['server', 'server', 'server', 'server'])
    await events.return?.()
  })
})

describe('a moderator', () => {
  it('sees every client and blocks it, but holds no secret of others', async () => {
    expect(await idsOf(moderator)).toEqual(['of-alice', 'of-bob', 'of-nobody'])
    expect(await idsOf(moderator, { owner: 'bob' })).toEqual(['of-bob'])
    expect(await moderator('clients.block', { client_id: 'of-bob' })).toMatchObject({ blocked: true })
    expect(await moderator('clients.unblock', { client_id: 'of-bob' })).toMatchObject({ blocked: false })
    for (const procedure of ['clients.secret', 'clients.rotateSecret', 'clients.remove'])
      expect(await refusalOf(moderator(procedure, { client_id: 'of-nobody' }))).toMatchObject({
        code: 'FORBIDDEN'
      })
  })

  it('gets no token with the scope admin through the playground', async () => {
    const draft = { flow: 'oauth2_client_credentials', client_id: 'of-nobody', scope: 'admin' }
    // Somebody else's client is as unknown to the playground as one that there isn't: its secret stays where it is.
    expect(await moderator('playground.prepare', draft)).toEqual({
      mismatches: expect.arrayContaining([
        expect.objectContaining({ id: 'client_unknown' }),
        expect.objectContaining({ id: 'secret_missing' })
      ]) as unknown
    })
    const sent = moderator('playground.send', { ...draft, client_secret: 'a guess' })
    expect(await sent).toMatchObject({ response: { status: 401 }, verdict: { error: 'invalid_client' } })
  })
})

describe('an administrator', () => {
  it('sets the password of a user name before that of an equal e-mail address', async () => {
    const { users } = server.store
    const rest = { roles: ['user'], blocked: false, claims: {} }
    await users.insert({ username: 'a', email: 'bob@home.example', ...rest })
    await users.insert({ username: 'Bob@home.example', ...rest })
    await administrator('users.setPassword', { username: 'bob@HOME.example', password: 'a new password' })
    expect((await users.get('a'))?.password_hash).toBeUndefined()
    expect((await users.get('Bob@home.example'))?.password_hash).toBeDefined()
  })

  it('who reads events slower than they come is told that everything may have changed', async () => {
    const events = (await administrator('live.watch')) as AsyncIterableIterator<{ type: string }>
    const record = (count: number) => {
      for (let index = 0; index < count; index += 1)
        server.inspector.record({ method: 'POST', path: '/oauth2/token', status: 200, durationMs: 1 })
    }
    const read = async () => (await events.next()).value as { type: string }
    record(499)
    for (let count = 0; count < 500; count += 1)
      expect(await read()).toMatchObject({ type: count === 0 ? 'server' : 'exchange' })
    record(501)
    expect(await read()).toMatchObject({ type: 'server', state: { status: 'running' } })
    expect(await read()).toEqual({ type: 'changed', what: 'everything' })
    record(1)
    expect(await read()).toMatchObject({ type: 'exchange' })
    await events.return?.()
  })

  it('gives a client to somebody who exists', async () => {
    const give = (owner: string | null) =>
      administrator('clients.update', { params: { client_id: 'of-nobody' }, body: { owner } })
    expect(await give('alice')).toMatchObject({ client: { owner: 'alice' } })
    expect(await give(null)).not.toMatchObject({ client: { owner: 'alice' } })
    expect(await refusalOf(give('who'))).toMatchObject({
      code: 'UNPROCESSABLE_CONTENT',
      issues: [{ path: ['owner'] }]
    })
  })

  it('gives the scope admin, but to no client that can prove nothing', async () => {
    const { client } = (await administrator('clients.create', { scope: 'admin' })) as { client: object }
    expect(client).toMatchObject({ scope: 'admin' })
    const refused = await refusalOf(
      administrator('clients.create', { scope: 'admin', token_endpoint_auth_method: 'none' })
    )
    expect(refused).toMatchObject({ code: 'UNPROCESSABLE_CONTENT', issues: [{ path: ['scope'] }] })
  })
})

describe('nobody', () => {
  it('gets to know how to sign in, and nothing else', async () => {
    const nobody = directCall(server, contextOf({ kind: 'nobody' }))
    expect(await nobody('session.current')).toMatchObject({ signedIn: false, access: 'anyone' })
    expect(await refusalOf(nobody('clients.list', {}))).toMatchObject({ code: 'UNAUTHORIZED', status: 401 })
  })
})
