import { createHash, randomUUID } from 'node:crypto'
import { calculateJwkThumbprint, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestServer } from '../../support/start-server'
import { makeKeyPair, SECRET, type KeyPair } from '../clients'
import { insertCode, redeem } from '../grant-world'
import { ask, askToken, basic, postForm } from '../requests'
import { client, startTokenServer } from '../tokens/token-world'

describe('tokens bound to a DPoP key (RFC 9449)', () => {
  let server: TestServer
  let key: KeyPair
  let other: KeyPair
  beforeAll(async () => {
    key = await makeKeyPair('ES256')
    other = await makeKeyPair('ES256')
    server = await startTokenServer([
      client('app', { scope: 'openid admin' }),
      client('spa', {
        client_secret: undefined,
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token']
      })
    ])
  })
  afterAll(() => server.close())

  const proof = (by: KeyPair, path = '/oauth2/token', token?: string) =>
    new SignJWT({
      jti: randomUUID(),
      htm: path === '/oauth2/token' ? 'POST' : 'GET',
      htu: server.address + path,
      iat: server.clock.nowSeconds(),
      ...(token === undefined ? {} : { ath: createHash('sha256').update(token).digest('base64url') })
    })
      .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk: by.publicJwk })
      .sign(by.privateKey)

  async function begin(client_id: string, scope = 'openid') {
    const code = await insertCode(server, { client_id }, { scope })
    const proven = { DPoP: await proof(key) }
    return client_id === 'spa'
      ? (await redeem(server, code, { client_id }, proven)).json
      : (await redeem(server, code, {}, { ...basic(client_id, SECRET), ...proven })).json
  }
  const form = (tokens: Record<string, unknown>) => ({
    grant_type: 'refresh_token',
    refresh_token: String(tokens.refresh_token)
  })

  it('are of the type DPoP, and introspection names the key (§5, §6.2)', async () => {
    const tokens = await begin('app')
    expect(tokens.token_type).toBe('DPoP')
    const { json } = await postForm(
      server,
      '/oauth2/introspect',
      { token: String(tokens.access_token) },
      basic('app', SECRET)
    )
    expect(json).toMatchObject({
      token_type: 'DPoP',
      cnf: { jkt: await calculateJwkThumbprint(key.publicJwk as never) }
    })
  })

  it('refresh for a public client with the same key alone, and a wrong one spends nothing (§5)', async () => {
    const tokens = await begin('spa')
    const sent = { ...form(tokens), client_id: 'spa' }
    const wrong: Record<string, string>[] = [{}, { DPoP: await proof(other) }]
    for (const headers of wrong) {
      const { status, json } = await askToken(server, sent, headers)
      expect([status, json.error]).toEqual([400, 'invalid_grant'])
    }
    const { status, json } = await askToken(server, sent, { DPoP: await proof(key) })
    expect([status, json.token_type]).toEqual([200, 'DPoP'])
  })

  it('refresh for a client that proves itself, with a new key too (§5)', async () => {
    const tokens = await begin('app')
    const headers = { ...basic('app', SECRET), DPoP: await proof(other) }
    const { status, json } = await askToken(server, form(tokens), headers)
    expect([status, json.token_type]).toEqual([200, 'DPoP'])
  })

  it('open UserInfo with the proof alone (§7)', async () => {
    const { access_token } = await begin('app')
    const token = String(access_token)
    const bearer = await ask(server, '/oauth2/userinfo', { headers: { Authorization: `Bearer ${token}` } })
    expect(bearer.status).toBe(401)
    const headers = { Authorization: `DPoP ${token}`, DPoP: await proof(key, '/oauth2/userinfo', token) }
    expect((await ask(server, '/oauth2/userinfo', { headers })).json).toEqual({ sub: 'alice-sub' })
  })

  it('are nothing where nobody asks for a proof, and neither are refresh tokens', async () => {
    await server.store.users.update('alice', (user) => ({ ...user, roles: ['administrator'] }))
    const bound = await begin('app', 'openid admin')
    for (const token of [bound.access_token, bound.refresh_token]) {
      expect(await server.protocol.verifyAccessToken(String(token))).toBeUndefined()
      const headers = { Authorization: `Bearer ${String(token)}` }
      expect((await ask(server, '/admin/api/clients', { headers })).status).toBe(401)
    }
  })

  it('lose the scope admin with the role of the person', async () => {
    await server.store.users.update('alice', (user) => ({ ...user, roles: ['administrator'] }))
    const code = await insertCode(server, { client_id: 'app' }, { scope: 'openid admin' })
    const { json } = await redeem(server, code, {}, basic('app', SECRET))
    const scopeNow = async () => (await server.protocol.verifyAccessToken(String(json.access_token)))?.scope
    expect(await scopeNow()).toBe('openid admin')
    await server.store.users.update('alice', (user) => ({ ...user, roles: ['user'] }))
    expect(await scopeNow()).toBe('openid')
  })
})
