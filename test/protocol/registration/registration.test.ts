import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestServer } from '../../support/start-server'
import { giveToken, register, registered } from '../../support/relying-party'
import { SECRET } from '../clients'
import { agreed, codeRequest, queryOf, startFlowServer, VERIFIER } from '../flow-world'
import { ask, askToken, basic } from '../requests'

const METADATA = { client_name: 'My App', redirect_uris: ['https://rp.example.com/cb'] }

describe('client registration (RFC 7591)', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startFlowServer({
      settings: { dynamic_registration: 'open' },
      clients: [
        {
          client_id: 'automation',
          client_secret: SECRET,
          grant_types: ['client_credentials'],
          scope: 'admin orders:read'
        }
      ]
    })
  })
  afterAll(() => server.close())

  it('gives id, secret and everything that was registered, and is not to be stored (§3.2.1)', async () => {
    const { status, headers, json } = await register(server, METADATA)
    expect(status).toBe(201)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(json).toEqual({
      client_id: expect.stringMatching(/^id-[A-Za-z0-9]{47}$/) as string,
      client_secret: expect.stringMatching(/^[A-Za-z0-9]{50}$/) as string,
      client_secret_expires_at: 0,
      client_id_issued_at: server.clock.nowSeconds(),
      registration_access_token: expect.stringMatching(/^[A-Za-z0-9]{255}$/) as string,
      registration_client_uri: `${server.address}/oauth2/register/${String(json.client_id)}`,
      client_name: 'My App',
      redirect_uris: ['https://rp.example.com/cb'],
      grant_types: ['authorization_code'],
      response_types: ['code'],
      token_endpoint_auth_method: 'client_secret_basic',
      application_type: 'web',
      subject_type: 'public',
      id_token_signed_response_alg: 'RS256'
    })
  })

  it('keeps the registration access token as a digest alone (RFC 7592 §3)', async () => {
    const client = await registered(server)
    const { items } = await server.store.tokens.list({ limit: 1000 })
    expect(JSON.stringify(items)).not.toContain(client.registration_access_token)
    expect(items.find(({ client_id }) => client_id === client.client_id)).toMatchObject({
      kind: 'registration_access_token'
    })
  })

  it('registers a client that the code flow then works for', async () => {
    const redirect_uri = 'https://rp.example.com/cb'
    const { client_id, client_secret } = await registered(server)
    const { stop } = await agreed(server, codeRequest({ client_id, redirect_uri }))
    const answer = await askToken(
      server,
      {
        grant_type: 'authorization_code',
        code: queryOf(stop).code ?? '',
        redirect_uri,
        code_verifier: VERIFIER
      },
      basic(client_id, client_secret ?? '')
    )
    expect(answer.status, answer.text).toBe(200)
  })

  it('gives no secret to a client that proves itself without one, and a longer one for HS512', async () => {
    const open = await registered(server, { token_endpoint_auth_method: 'none' })
    expect(open).not.toHaveProperty('client_secret')
    expect(open).not.toHaveProperty('client_secret_expires_at')
    const signing = await registered(server, {
      token_endpoint_auth_method: 'client_secret_jwt',
      token_endpoint_auth_signing_alg: 'HS512'
    })
    expect(signing.client_secret).toHaveLength(64)
  })

  it('ignores what it does not know, and takes no trust from whom it registers (§2)', async () => {
    const wanted = {
      client_id: 'chosen',
      client_secret: 'chosen',
      client_id_issued_at: 1,
      owner: 'alice',
      blocked: true,
      skip_consent: true,
      claims: { role: 'root' },
      lifetimes: { access_token: 300_000_000 },
      unheard_of: { deeply: ['nested'] },
      'client_name#de': 'Meine App'
    }
    const answer = await registered(server, wanted)
    for (const name of ['owner', 'blocked', 'skip_consent', 'claims', 'lifetimes', 'unheard_of'])
      expect(answer).not.toHaveProperty(name)
    const stored = await server.store.clients.get(answer.client_id)
    expect(stored).toMatchObject({ blocked: false, claims: {}, lifetimes: {} })
    expect(stored).not.toHaveProperty('owner')
    expect(stored).not.toHaveProperty('skip_consent')
    expect(stored?.client_secret).not.toBe('chosen')
    expect(await server.store.clients.get('chosen')).toBeUndefined()
  })

  it('never gives the scope admin, nor a scope whose role nobody showed', async () => {
    const registration = async (scope: string, headers = {}) =>
      (await register(server, { ...METADATA, scope }, headers)).json
    expect(await registration('openid admin')).toMatchObject({
      error: 'invalid_client_metadata',
      error_description: expect.stringContaining('scope admin') as string
    })
    expect(await registration('administrator')).toMatchObject({ error: 'invalid_client_metadata' })
    const alice = await giveToken(server, { client_id: 'web-app', sub: 'alice-sub' })
    const asAlice = { Authorization: `Bearer ${alice}` }
    expect(await registration('openid user', asAlice)).toMatchObject({ scope: 'openid user' })
    expect(await registration('administrator', asAlice)).toMatchObject({ error: 'invalid_client_metadata' })
    expect(await registration('admin', asAlice)).toMatchObject({ error: 'invalid_client_metadata' })
  })

  it('counts null as left out (RFC 7592 §2.2)', async () => {
    expect(await registered(server, { client_name: null, jwks: null })).not.toHaveProperty('client_name')
  })

  it('keeps a picture of 64 KiB, and refuses a larger body (§5)', async () => {
    const logo_base64 = `data:image/png;base64,${'A'.repeat(87_000)}`
    expect((await registered(server, { logo_base64 })).logo_base64).toBe(logo_base64)
    const { status } = await register(server, { ...METADATA, client_name: 'x'.repeat(140_000) })
    expect(status).toBe(413)
  })

  it('does not load what a registration names', async () => {
    const before = server.logged.length
    await registered(server, {
      logo_uri: 'http://127.0.0.1:1/logo.png',
      client_uri: 'http://127.0.0.1:1/',
      policy_uri: 'http://127.0.0.1:1/policy',
      tos_uri: 'http://127.0.0.1:1/tos',
      jwks_uri: 'http://127.0.0.1:1/jwks'
    })
    expect(server.logged.slice(before)).toEqual([])
  })
})

describe('who may register (RFC 7591 §3)', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startFlowServer({
      settings: { dynamic_registration: 'token' },
      users: [{ username: 'mallory', sub: 'mallory-sub', password: 'a-good-password', blocked: true }],
      clients: [
        {
          client_id: 'automation',
          client_secret: SECRET,
          grant_types: ['client_credentials'],
          scope: 'admin x'
        },
        { client_id: 'other', client_secret: SECRET, grant_types: ['client_credentials'], scope: 'x' }
      ]
    })
  })
  afterAll(() => server.close())

  const withToken = async (token: Parameters<typeof giveToken>[1]) => ({
    Authorization: `Bearer ${await giveToken(server, token)}`
  })

  it('is nobody while it is switched off, and discovery is silent about it', async () => {
    await server.change({ dynamic_registration: 'off' })
    const headers = await withToken({ client_id: 'web-app', sub: 'alice-sub' })
    expect(await register(server, METADATA, headers)).toMatchObject({
      status: 403,
      json: { error: 'access_denied', error_description: expect.stringContaining('switched off') as string }
    })
    expect((await ask(server, '/.well-known/openid-configuration')).json).not.toHaveProperty(
      'registration_endpoint'
    )
    await server.change({ dynamic_registration: 'token' })
    expect((await ask(server, '/.well-known/openid-configuration')).json).toMatchObject({
      registration_endpoint: `${server.address}/oauth2/register`
    })
  })

  it('is a person by an access token, and the client is theirs', async () => {
    const { status, json } = await register(
      server,
      METADATA,
      await withToken({ client_id: 'web-app', sub: 'alice-sub' })
    )
    expect(status).toBe(201)
    expect(await server.store.clients.get(String(json.client_id))).toMatchObject({ owner: 'alice' })
  })

  it('is nobody without a token, with a wrong one, or as a person who is blocked (RFC 6750 §3)', async () => {
    const missing = await register(server, METADATA)
    expect(missing.status).toBe(401)
    expect(missing.headers.get('www-authenticate')).toMatch(/^Bearer/)
    expect(await register(server, METADATA, { Authorization: 'Bearer nonsense' })).toMatchObject({
      status: 401,
      json: { error: 'invalid_token' }
    })
    expect(
      await register(server, METADATA, await withToken({ client_id: 'web-app', sub: 'mallory-sub' }))
    ).toMatchObject({ status: 401, json: { error: 'invalid_token' } })
  })

  it('is nobody by a token that was asked for another resource (RFC 8707 §2)', async () => {
    const here = await withToken({ client_id: 'web-app', sub: 'alice-sub', aud: [server.address] })
    expect((await register(server, METADATA, here)).status).toBe(201)
    const elsewhere = await withToken({
      client_id: 'web-app',
      sub: 'alice-sub',
      aud: ['https://api.example.com/']
    })
    expect(await register(server, METADATA, elsewhere)).toMatchObject({
      status: 401,
      json: { error: 'invalid_token' }
    })
  })

  it('is a client for itself only with the scope admin', async () => {
    const trusted = await register(
      server,
      METADATA,
      await withToken({ client_id: 'automation', scope: 'admin' })
    )
    expect(trusted.status).toBe(201)
    expect(await server.store.clients.get(String(trusted.json.client_id))).not.toHaveProperty('owner')
    expect(
      await register(server, METADATA, await withToken({ client_id: 'other', scope: 'x' }))
    ).toMatchObject({ status: 403, json: { error: 'insufficient_scope' } })
  })

  it('is a person only up to the number of clients that they may own, parallel requests included', async () => {
    await server.change({ limits: { clients_per_user: 3 } })
    const headers = await withToken({ client_id: 'web-app', sub: 'bob-sub' })
    const answers = await Promise.all(Array.from({ length: 8 }, () => register(server, METADATA, headers)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 403]))
    const { total } = await server.store.clients.list({ where: { index: 'owner', value: 'bob' } })
    expect(total).toBeLessThanOrEqual(3)
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(total)
    await server.change({ limits: { clients_per_user: null } })
  })

  it('is anybody from an address a limited number of times, for a while, where it is open', async () => {
    await server.change({ dynamic_registration: 'open' })
    const statuses: number[] = []
    for (let count = 0; count < 201; count += 1)
      statuses.push((await register(server, { ...METADATA, software_statement: 'x' })).status)
    expect(new Set(statuses.slice(0, 200))).toEqual(new Set([400]))
    const refused = await register(server, METADATA)
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    server.clock.advance({ seconds: 601 })
    expect((await register(server, METADATA)).status).toBe(201)
  })

  it('is refused for no longer than that where the clock of the server is set back', async () => {
    await server.change({ dynamic_registration: 'open' })
    let refused = await register(server, { ...METADATA, software_statement: 'x' })
    for (let count = 0; count < 201 && refused.status !== 429; count += 1)
      refused = await register(server, { ...METADATA, software_statement: 'x' })
    expect(refused.status).toBe(429)
    server.clock.advance({ seconds: -3600 })
    expect((await register(server, METADATA)).status).toBe(201)
    server.clock.advance({ seconds: 3600 })
  })
})
