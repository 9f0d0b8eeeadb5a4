import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refusalOf, type PanelCall } from '../../support/panel/panel-call'
import { startServer, type TestServer } from '../../support/start-server'
import {
  adminToken,
  contextOf,
  directCall,
  portCall,
  restCall,
  signedInCall
} from '../../support/panel/panel-transports'

const ADMINISTRATOR = { username: 'root', password: 'correct horse' }
const ROBOT = { client_id: 'robot', client_secret: 'robot-secret' }

let server: TestServer

beforeAll(async () => {
  server = await startServer({
    users: [{ ...ADMINISTRATOR, roles: ['administrator'] }],
    clients: [{ ...ROBOT, scope: 'admin' }]
  })
})
afterAll(() => server.close())

/** Every way to an administrator's panel; `controls`: whether the server can be started and stopped from there. */
const TRANSPORTS: { name: string; controls: boolean; connect: () => Promise<PanelCall> }[] = [
  {
    name: 'the procedures as functions',
    controls: true,
    connect: async () => directCall(server, contextOf({ kind: 'local' }, ['server.control']))
  },
  {
    name: 'a message channel',
    controls: true,
    connect: async () => portCall(server, contextOf({ kind: 'local' }, ['server.control']))
  },
  {
    name: 'RPC of a browser',
    controls: false,
    connect: async () => signedInCall(server, ADMINISTRATOR)
  },
  {
    name: 'REST',
    controls: false,
    connect: async () => restCall(server, await adminToken(server, ROBOT.client_id, ROBOT.client_secret))
  }
]

describe.each(TRANSPORTS)('the panel over $name', ({ name, controls, connect }) => {
  let call: PanelCall
  beforeAll(async () => {
    call = await connect()
  })

  const create = async (client: object = {}) => {
    const made = (await call('clients.create', client)) as {
      client: { client_id: string }
      client_secret?: string
    }
    return { ...made, client_id: made.client.client_id }
  }

  it('registers a client with an id of id- and 47 characters and a secret of 50', async () => {
    const { client_id, client_secret } = await create({ client_name: `Shop by ${name}` })
    expect(client_id).toMatch(/^id-[A-Za-z0-9]{47}$/)
    expect(client_secret).toMatch(/^[A-Za-z0-9]{50}$/)
    expect(await call('clients.get', { client_id })).toMatchObject({
      client_id,
      client_name: `Shop by ${name}`,
      grant_types: ['client_credentials'],
      hasSecret: true
    })
  })

  it('keeps secrets out of every answer but the one that is asked for them', async () => {
    const { client_id, client_secret } = await create({ client_name: `Secretive by ${name}` })
    const secret = client_secret ?? 'none'
    const list = await call('clients.list', { search: `Secretive by ${name}` })
    expect(list).toMatchObject({ total: 1, items: [{ client_id }] })
    expect(JSON.stringify(list)).not.toContain(secret)
    expect(JSON.stringify(await call('clients.get', { client_id }))).not.toContain(secret)
    expect(await call('clients.secret', { client_id })).toEqual({ client_secret: secret })
  })

  it('names each field that is not accepted, with what is', async () => {
    const refused = await refusalOf(
      call('clients.create', { redirect_uris: ['http://localhost/ok', 'http://localhost/#fragment'] })
    )
    expect(refused).toMatchObject({ code: 'UNPROCESSABLE_CONTENT', status: 422 })
    expect(refused.issues).toEqual([
      { path: ['redirect_uris', 1], message: expect.stringContaining('no fragment') as string }
    ])
  })

  it('names what in a client contradicts something else in it', async () => {
    const refused = await refusalOf(call('clients.create', { token_endpoint_auth_method: 'private_key_jwt' }))
    expect(refused.issues).toEqual([
      { path: ['jwks'], message: expect.stringContaining('required') as string }
    ])
  })

  it('refuses a field that nobody knows, by its name', async () => {
    const refused = await refusalOf(call('clients.create', { cleint_name: 'Shop' }))
    expect(refused.issues).toEqual([
      { path: ['cleint_name'], message: expect.stringContaining('client_name') as string }
    ])
  })

  it('says NOT_FOUND of a client that does not exist, and CONFLICT of an id that does', async () => {
    expect(await refusalOf(call('clients.get', { client_id: 'nobody' }))).toMatchObject({
      code: 'NOT_FOUND',
      status: 404
    })
    const { client_id } = await create()
    expect(await refusalOf(call('clients.create', { client_id }))).toMatchObject({
      code: 'CONFLICT',
      status: 409
    })
  })

  it('replaces the fields that a change names, and takes away what it sets to null', async () => {
    const { client_id } = await create({ client_name: 'Before', client_uri: 'https://shop.example' })
    const { client } = (await call('clients.update', {
      params: { client_id },
      body: { client_name: 'After', client_uri: null }
    })) as { client: object }
    expect(client).toMatchObject({ client_id, client_name: 'After' })
    expect(client).not.toHaveProperty('client_uri')
  })

  it('makes a secret when a change of the method needs one that is not there', async () => {
    const { client_id, client_secret } = await create({ token_endpoint_auth_method: 'none' })
    expect(client_secret).toBeUndefined()
    const changed = await call('clients.update', {
      params: { client_id },
      body: { token_endpoint_auth_method: 'client_secret_post' }
    })
    expect(changed).toMatchObject({
      client: { hasSecret: true },
      client_secret: expect.stringMatching(/^[A-Za-z0-9]{50}$/) as string
    })
  })

  it('names the field of a change that is not accepted', async () => {
    const { client_id } = await create()
    const refused = await refusalOf(
      call('clients.update', { params: { client_id }, body: { client_uri: 'ftp://shop.example' } })
    )
    expect(refused).toMatchObject({ code: 'UNPROCESSABLE_CONTENT', issues: [{ path: ['client_uri'] }] })
  })

  it('makes a new secret that takes the place of the old one', async () => {
    const { client_id, client_secret } = await create()
    const rotated = (await call('clients.rotateSecret', { client_id })) as { client_secret: string }
    expect(rotated.client_secret).not.toBe(client_secret)
    expect(await call('clients.secret', { client_id })).toEqual(rotated)
  })

  it('makes secrets as long as HS512 needs, at first and anew (RFC 7518 §3.2)', async () => {
    const { client_id, client_secret } = await create({
      token_endpoint_auth_method: 'client_secret_jwt',
      token_endpoint_auth_signing_alg: 'HS512'
    })
    expect(client_secret).toMatch(/^[A-Za-z0-9]{64}$/)
    expect(await call('clients.rotateSecret', { client_id })).toEqual({
      client_secret: expect.stringMatching(/^[A-Za-z0-9]{64}$/) as string
    })
  })

  it('blocks and unblocks a client', async () => {
    const { client_id } = await create()
    expect(await call('clients.block', { client_id })).toMatchObject({ client_id, blocked: true })
    expect(await call('clients.unblock', { client_id })).toMatchObject({ client_id, blocked: false })
  })

  it('takes the tokens of a client along when it removes it', async () => {
    const { client_id, client_secret = '' } = await create({ scope: 'admin' })
    const token = await adminToken(server, client_id, client_secret)
    expect(await server.protocol.verifyAccessToken(token)).toBeDefined()
    await call('clients.remove', { client_id })
    expect(await server.protocol.verifyAccessToken(token)).toBeUndefined()
    expect(await server.store.tokens.find('client_id', client_id)).toEqual([])
    expect(await refusalOf(call('clients.remove', { client_id }))).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('switches a flow off at once, in the discovery document too', async () => {
    await call('settings.update', { flows: { oauth2_client_credentials: false } })
    const discovery = await fetch(`${server.address}/.well-known/openid-configuration`)
    expect(await discovery.json()).not.toMatchObject({
      grant_types_supported: expect.arrayContaining(['client_credentials']) as string[]
    })
    const preview = await call('settings.previewMetadata', { flows: { oauth2_client_credentials: true } })
    expect(preview).toHaveProperty('grant_types_supported', expect.arrayContaining(['client_credentials']))
    await server.change({ flows: { oauth2_client_credentials: true } })
    expect(await call('settings.get')).toMatchObject({ flows: { oauth2_client_credentials: true } })
  })

  it('names a setting that is not accepted', async () => {
    const refused = await refusalOf(call('settings.update', { lifetimes: { access_token: 0 } }))
    expect(refused).toMatchObject({
      code: 'UNPROCESSABLE_CONTENT',
      issues: [{ path: ['lifetimes', 'access_token'] }]
    })
    expect(await refusalOf(call('settings.update', { flws: {} }))).toMatchObject({
      issues: [{ path: ['flws'] }]
    })
  })

  it('counts what depends on a flow and a method', async () => {
    const usage = async () =>
      (await call('settings.usage')) as { flows: Record<string, number>; client_authentication: object }
    const before = (await usage()).flows.oauth2_client_credentials ?? 0
    await create({ token_endpoint_auth_method: 'client_secret_post' })
    expect((await usage()).flows.oauth2_client_credentials).toBe(before + 1)
  })

  it('tells where the server stands, with its figures and endpoints', async () => {
    expect(await call('server.state')).toMatchObject({ status: 'running', issuer: server.address })
    expect(await call('server.overview')).toMatchObject({
      endpoints: expect.arrayContaining([
        { name: 'token_endpoint', url: `${server.address}/oauth2/token` }
      ]) as object[]
    })
  })

  it('starts and stops the server only from where it does not hang on it', async () => {
    if (controls) {
      expect(await call('server.start')).toMatchObject({ status: 'running' })
    } else {
      expect(await refusalOf(call('server.stop'))).toMatchObject({ code: 'FORBIDDEN', status: 403 })
      expect(await call('server.state')).toMatchObject({ status: 'running' })
    }
  })

  it('gives the configuration out and takes it in again', async () => {
    const profile = (await call('profile.export', {})) as { clients: unknown[] }
    expect(await call('profile.validate', profile)).toMatchObject({ clients: profile.clients.length })
    expect(await call('profile.import', profile)).toMatchObject({ clients: profile.clients.length })
    expect(await call('profile.export', {})).toEqual(profile)
    const refused = await refusalOf(call('profile.validate', { version: 1, clients: [{ client_name: 'x' }] }))
    expect(refused).toMatchObject({ issues: [{ path: ['clients', 0, 'client_id'] }] })
  })

  it('tells of a new client while somebody watches, the state of the server first', async () => {
    const controller = new AbortController()
    const events = (await call('live.watch', undefined, {
      signal: controller.signal
    })) as AsyncIterable<unknown>
    const iterator = events[Symbol.asyncIterator]()
    expect((await iterator.next()).value).toMatchObject({ type: 'server', state: { status: 'running' } })
    const { client_id } = await create()
    expect((await iterator.next()).value).toEqual({ type: 'changed', what: 'clients', keys: [client_id] })
    await iterator.return?.()
    controller.abort()
  })

  it('lists the latest requests to the protocol, newest first', async () => {
    const { client_id, client_secret = '' } = await create({ scope: 'admin' })
    await adminToken(server, client_id, client_secret)
    expect(await call('traffic.list', { limit: 1 })).toMatchObject({
      items: [{ path: '/oauth2/token', client_id, grant_type: 'client_credentials', status: 200 }]
    })
  })

  it('signs nobody in and out where there is no browser to keep it', async () => {
    if (name === 'RPC of a browser') {
      expect(await call('session.current')).toMatchObject({ kind: 'user', username: 'root', signedIn: true })
      return
    }
    expect(await refusalOf(call('session.signIn', ADMINISTRATOR))).toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('browser') as string
    })
    expect(await refusalOf(call('session.signOut'))).toMatchObject({ code: 'FORBIDDEN' })
    expect(await call('session.current')).toMatchObject({ signedIn: true, access: 'administrator' })
  })

  it('gives a user a new password', async () => {
    const password = `new password by ${name}`
    await server.store.users.upsert('nina', (user) => ({
      username: 'nina',
      sub: 'nina-1',
      roles: ['user'],
      blocked: false,
      claims: {},
      ...user
    }))
    expect(await call('users.setPassword', { username: 'nina', password })).toBeUndefined()
    await expect(signedInCall(server, { username: 'nina', password })).resolves.toBeDefined()
    expect(await refusalOf(call('users.setPassword', { username: 'nina', password: 'short' }))).toMatchObject(
      {
        issues: [{ path: ['password'] }]
      }
    )
    expect(await refusalOf(call('users.setPassword', { username: 'who', password }))).toMatchObject({
      code: 'NOT_FOUND'
    })
  })
})
