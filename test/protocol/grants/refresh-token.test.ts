import { decodeJwt } from 'jose'
import { afterEach, describe, expect, it } from 'vitest'
import type { SettingsPatch } from '../../../src-main/model'
import type { TestServer } from '../../support/start-server'
import { isActive } from '../grant-world'
import { basic } from '../requests'
import { SECRET } from '../clients'
import { client, refresh, startTokenServer, tokensOf } from '../tokens/token-world'

const SCOPE = 'openid orders staff'

describe('the refresh token grant (RFC 6749 §6)', () => {
  let server: TestServer
  afterEach(() => server.close())

  async function begin(settings: SettingsPatch = {}) {
    server = await startTokenServer(
      [client('app'), client('other'), client('no-refresh', { grant_types: ['authorization_code'] })],
      settings
    )
    return tokensOf(server, 'app', { scope: SCOPE, nonce: 'n', auth_time: 1_700_000_000 })
  }
  const asApp = basic('app', SECRET)
  const refused = async (token: unknown, error: string, more: Record<string, string> = {}) => {
    const { status, json } = await refresh(server, 'app', token, more)
    expect([status, json.error]).toEqual([400, error])
    expect(json).not.toHaveProperty('access_token')
  }

  it('gives a new access token and a new opaque refresh token, and the answer is not to be stored', async () => {
    const first = await begin()
    expect(first.refresh_token).toMatch(/^[A-Za-z0-9]{255}$/)
    const { status, json, headers } = await refresh(server, 'app', first.refresh_token)
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(json.refresh_token).toMatch(/^[A-Za-z0-9]{255}$/)
    expect(json.refresh_token).not.toBe(first.refresh_token)
    expect(await isActive(server, json.access_token, asApp)).toBe(true)
    expect((await refresh(server, 'app', json.refresh_token)).status).toBe(200)
  })

  it('gives an ID token with the first auth_time and without a nonce (OpenID Connect Core §12.2)', async () => {
    const first = await begin()
    expect(decodeJwt(first.id_token as string).nonce).toBe('n')
    server.clock.advance({ seconds: 100 })
    const again = decodeJwt((await refresh(server, 'app', first.refresh_token)).json.id_token as string)
    expect(again).toMatchObject({
      sub: 'alice-sub',
      auth_time: 1_700_000_000,
      iat: server.clock.nowSeconds()
    })
    expect(again).not.toHaveProperty('nonce')
  })

  it('narrows the scope of one access token, and the refresh token keeps the whole (§6)', async () => {
    const first = await begin()
    const { json: narrow } = await refresh(server, 'app', first.refresh_token, { scope: 'orders' })
    expect(narrow).not.toHaveProperty('id_token')
    expect((await server.protocol.verifyAccessToken(narrow.access_token as string))?.scope).toBe('orders')
    const { json: whole } = await refresh(server, 'app', narrow.refresh_token)
    expect((await server.protocol.verifyAccessToken(whole.access_token as string))?.scope).toBe(SCOPE)
  })

  it('refuses a scope that was not granted, and leaves the token as it is', async () => {
    const first = await begin()
    await refused(first.refresh_token, 'invalid_scope', { scope: 'orders hr' })
    await refused(first.refresh_token, 'invalid_scope', { scope: 'a"b' })
    expect((await refresh(server, 'app', first.refresh_token)).status).toBe(200)
  })

  it('grants a scope no longer when the person lost its role', async () => {
    const first = await begin()
    await server.store.users.update('alice', (user) => ({ ...user, roles: ['user'] }))
    const { json } = await refresh(server, 'app', first.refresh_token)
    expect(json.scope).toBe('openid orders')
  })

  it("refuses another client's token and leaves it alive (§6)", async () => {
    const first = await begin()
    const { status, json } = await refresh(server, 'other', first.refresh_token)
    expect([status, json.error]).toEqual([400, 'invalid_grant'])
    expect((await refresh(server, 'app', first.refresh_token)).status).toBe(200)
  })

  it('refuses what is no live refresh token', async () => {
    const first = await begin()
    await refused('unknown', 'invalid_grant')
    await refused(first.access_token, 'invalid_grant')
    await refused('', 'invalid_request')
    server.clock.advance({ seconds: 14 * 86_400 })
    await refused(first.refresh_token, 'invalid_grant')
  })

  it('refuses when the person is blocked or gone, the agreement ended, the grant not allowed or switched off', async () => {
    const { refresh_token: token } = await begin()
    await server.store.users.update('alice', (user) => ({ ...user, blocked: true }))
    await refused(token, 'invalid_grant')
    await server.store.users.update('alice', (user) => ({ ...user, blocked: false }))
    await server.change({ flows: { oauth2_refresh_token: false } })
    await refused(token, 'unsupported_grant_type')
    await server.change({ flows: { oauth2_refresh_token: true } })
    await server.store.clients.update('app', (one) => ({ ...one, grant_types: ['authorization_code'] }))
    await refused(token, 'unauthorized_client')
    await server.store.clients.update('app', (one) => ({ ...one, grant_types: ['refresh_token'] }))
    const [agreement] = await server.store.authorizations.find('client_id', 'app')
    await server.store.authorizations.remove(agreement!.id)
    await refused(token, 'invalid_grant')
  })

  it('is offered to nobody who may not use it', async () => {
    await begin()
    expect(await tokensOf(server, 'no-refresh')).not.toHaveProperty('refresh_token')
    await server.change({ flows: { oauth2_refresh_token: false } })
    expect(await tokensOf(server, 'app')).not.toHaveProperty('refresh_token')
  })

  it('narrows the resources, and never widens them (RFC 8707 §2.2)', async () => {
    await begin()
    const [one, two] = ['https://one.example', 'https://two.example']
    const tokens = await tokensOf(server, 'app', { scope: 'orders', resources: [one, two] })
    const { json } = await refresh(server, 'app', tokens.refresh_token, { resource: two })
    expect((await server.protocol.verifyAccessToken(json.access_token as string))?.aud).toEqual([two])
    await refused(json.refresh_token, 'invalid_target', { resource: 'https://three.example' })
    const { json: all } = await refresh(server, 'app', json.refresh_token)
    expect((await server.protocol.verifyAccessToken(all.access_token as string))?.aud).toEqual([one, two])
  })

  it('keeps no token in clear', async () => {
    const first = await begin({ tokens: { refresh_grace: 10 } })
    const { json } = await refresh(server, 'app', first.refresh_token)
    const kept = JSON.stringify((await server.store.tokens.list()).items)
    for (const token of [first.refresh_token, json.refresh_token, json.access_token])
      expect(kept).not.toContain(token)
  })

  it('moves the end of the agreement on with what is issued', async () => {
    const first = await begin()
    server.clock.advance({ seconds: 10 * 86_400 })
    const { json } = await refresh(server, 'app', first.refresh_token)
    server.clock.advance({ seconds: 10 * 86_400 })
    expect((await refresh(server, 'app', json.refresh_token)).status).toBe(200)
  })
})
