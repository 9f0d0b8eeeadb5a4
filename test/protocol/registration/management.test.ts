import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { giveToken, manage, registered } from '../../support/relying-party'
import type { TestServer } from '../../support/start-server'
import { SECRET } from '../clients'
import { agreed, codeRequest, queryOf, startFlowServer, VERIFIER } from '../flow-world'
import { ask, askToken, basic, postForm } from '../requests'

const CALLBACK = 'https://rp.example.com/cb'

describe('the management of a registration (RFC 7592)', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startFlowServer({ settings: { dynamic_registration: 'open' } })
  })
  afterAll(() => server.close())

  it('tells a client what is registered, with the token that it sent (§2.1)', async () => {
    const client = await registered(server, { client_name: 'My App' })
    const { status, headers, json } = await manage(server, 'GET', client)
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(json).toEqual(client)
  })

  it('answers 401 to every other token, and alike whether there is the client (§2)', async () => {
    const [one, other] = [await registered(server), await registered(server)]
    const access = await giveToken(server, { client_id: one.client_id, sub: 'alice-sub', scope: 'admin' })
    const wrong = [other.registration_access_token, access, 'nonsense', '']
    for (const method of ['GET', 'PUT', 'DELETE'] as const)
      for (const registration_access_token of wrong) {
        const metadata =
          method === 'PUT' ? { client_id: one.client_id, redirect_uris: [CALLBACK] } : undefined
        const known = { client_id: one.client_id, registration_access_token }
        const answer = await manage(server, method, known, metadata)
        const unknown = await manage(server, method, { ...known, client_id: 'nobody' }, metadata)
        expect(answer.status).toBe(401)
        expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/)
        expect(unknown).toMatchObject({ status: 401, json: answer.json })
      }
    expect((await manage(server, 'GET', one)).status).toBe(200)
  })

  it('takes the registration access token for nothing else', async () => {
    const {
      client_id,
      client_secret = '',
      registration_access_token: token
    } = await registered(server, {
      scope: 'openid profile'
    })
    const bearer = { headers: { Authorization: `Bearer ${token}` } }
    expect((await ask(server, '/oauth2/userinfo', bearer)).status).toBe(401)
    expect((await ask(server, '/admin/api/clients', bearer)).status).toBe(401)
    const introspected = await postForm(
      server,
      '/oauth2/introspect',
      { token },
      basic(client_id, client_secret)
    )
    expect(introspected.json).toEqual({ active: false })
  })

  it('replaces everything, so that what is left out has its default again (§2.2)', async () => {
    const client = await registered(server, { client_name: 'Old', contacts: ['me@example.com'] })
    const { client_id, client_secret, registration_access_token } = client
    const { status, json, text } = await manage(server, 'PUT', client, {
      client_id,
      client_secret,
      client_name: 'New',
      redirect_uris: ['https://rp.example.com/new']
    })
    expect(status, text).toBe(200)
    expect(json).toMatchObject({ client_id, client_secret, client_name: 'New', registration_access_token })
    expect(json.redirect_uris).toEqual(['https://rp.example.com/new'])
    expect(json).not.toHaveProperty('contacts')
    expect((await manage(server, 'GET', client)).json).toEqual(json)
  })

  it('leaves alone what no registration sets: the block, the owner, the lifetimes', async () => {
    const client = await registered(server)
    const trust = {
      owner: 'alice',
      skip_consent: true,
      lifetimes: { access_token: 60 },
      scope: 'admin openid'
    }
    await server.store.clients.update(client.client_id, (current) => ({ ...current, ...trust }))
    const sent = { client_id: client.client_id, redirect_uris: [CALLBACK], lifetimes: {}, owner: 'bob' }
    expect((await manage(server, 'PUT', client, sent)).status).toBe(200)
    const stored = await server.store.clients.get(client.client_id)
    expect(stored).toMatchObject({ owner: 'alice', skip_consent: true, lifetimes: { access_token: 60 } })
    expect(stored).not.toHaveProperty('scope')
    const again = await manage(server, 'PUT', client, { ...sent, scope: 'admin' })
    expect(again).toMatchObject({ status: 400, json: { error: 'invalid_client_metadata' } })
  })

  it.each<[string, Record<string, unknown>]>([
    ['client_id', { client_id: undefined }],
    ['client_id', { client_id: 'another' }],
    ['client_secret', { client_secret: 'chosen' }],
    ['registration_access_token', { registration_access_token: 'x' }],
    ['registration_client_uri', { registration_client_uri: 'https://x.example.com' }],
    ['client_secret_expires_at', { client_secret_expires_at: 0 }],
    ['client_id_issued_at', { client_id_issued_at: 0 }],
    ['grant_types', { grant_types: ['telepathy'] }]
  ])('refuses an update for its %s: %o, and changes nothing (§2.2)', async (field, change) => {
    const client = await registered(server)
    const sent = { client_id: client.client_id, redirect_uris: [CALLBACK], client_name: 'New', ...change }
    const { status, json } = await manage(server, 'PUT', client, sent)
    expect(status).toBe(400)
    expect(json).toMatchObject({
      error: 'invalid_client_metadata',
      error_description: expect.stringContaining(field) as string
    })
    expect((await manage(server, 'GET', client)).json).toEqual(client)
  })

  it('gives a secret to a client that now needs one, and takes it from one that doesn’t', async () => {
    const client = await registered(server, { token_endpoint_auth_method: 'none' })
    const sent = { client_id: client.client_id, redirect_uris: [CALLBACK] }
    const { json } = await manage(server, 'PUT', client, sent)
    expect(json.client_secret).toMatch(/^[A-Za-z0-9]{50}$/)
    const open = await manage(server, 'PUT', client, { ...sent, token_endpoint_auth_method: 'none' })
    expect(open.json).not.toHaveProperty('client_secret')
  })

  it('removes the client with everything that it had, at once (§2.3)', async () => {
    const client = await registered(server, { grant_types: ['authorization_code', 'refresh_token'] })
    const { client_id, client_secret = '' } = client
    const { stop } = await agreed(server, codeRequest({ client_id, redirect_uri: CALLBACK }))
    const redeemed = await askToken(
      server,
      {
        grant_type: 'authorization_code',
        code: queryOf(stop).code ?? '',
        redirect_uri: CALLBACK,
        code_verifier: VERIFIER
      },
      basic(client_id, client_secret)
    )
    const bearer = { headers: { Authorization: `Bearer ${String(redeemed.json.access_token)}` } }
    expect((await ask(server, '/oauth2/userinfo', bearer)).status).toBe(200)

    const removed = await manage(server, 'DELETE', client)
    expect(removed).toMatchObject({ status: 204, text: '' })
    expect(removed.headers.get('cache-control')).toBe('no-store')
    expect((await ask(server, '/oauth2/userinfo', bearer)).status).toBe(401)
    expect((await manage(server, 'GET', client)).status).toBe(401)
    expect((await manage(server, 'DELETE', client)).status).toBe(401)
    for (const name of ['tokens', 'authorizations', 'consents'] as const)
      expect(await server.store[name].find('client_id', client_id)).toEqual([])
    expect(
      await askToken(server, { grant_type: 'client_credentials' }, basic(client_id, client_secret))
    ).toMatchObject({ status: 401, json: { error: 'invalid_client' } })
  })

  it('is closed to a client that was blocked, and to everybody while registration is switched off', async () => {
    const client = await registered(server)
    await server.store.clients.update(client.client_id, (current) => ({ ...current, blocked: true }))
    expect((await manage(server, 'GET', client)).status).toBe(401)
    await server.store.clients.update(client.client_id, (current) => ({ ...current, blocked: false }))
    await server.change({ dynamic_registration: 'off' })
    expect((await manage(server, 'GET', client)).status).toBe(403)
    await server.change({ dynamic_registration: 'open' })
    expect((await manage(server, 'GET', client)).status).toBe(200)
  })

  it('has no token for clients that were not registered here', async () => {
    const answer = await ask(server, '/oauth2/register/web-app', { headers: basic('web-app', SECRET) })
    expect(answer.status).toBe(401)
  })
})
