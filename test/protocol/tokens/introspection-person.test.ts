import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestServer } from '../../support/start-server'
import { SECRET } from '../clients'
import { isActive } from '../grant-world'
import { basic, postForm } from '../requests'
import { client, refresh, startTokenServer, tokensOf } from './token-world'

const API = 'https://api.example.com'
const JWT_TYPE = 'application/token-introspection+jwt'

describe("introspection of a person's tokens (RFC 7662)", () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTokenServer([
      client('app'),
      client('jwt', { access_token_format: 'jwt' }),
      client(API),
      client('third'),
      client('signing', { introspection_signed_response_alg: 'ES256' })
    ])
  })
  afterAll(() => server.close())
  const introspect = (id: string, token: unknown, headers: Record<string, string> = {}) =>
    postForm(server, '/oauth2/introspect', { token: String(token) }, { ...basic(id, SECRET), ...headers })

  it('names the person, and what the token is good for (§2.2)', async () => {
    const details = [{ type: 'payment', amount: 5 }]
    const tokens = await tokensOf(server, 'app', { scope: 'openid orders', authorization_details: details })
    expect((await introspect('app', tokens.access_token)).json).toMatchObject({
      active: true,
      sub: 'alice-sub',
      username: 'alice',
      token_type: 'Bearer',
      scope: 'openid orders',
      authorization_details: details
    })
    expect(tokens.authorization_details).toEqual(details)
  })

  it('knows a refresh token, which has no token type, until it is replaced', async () => {
    const tokens = await tokensOf(server, 'app')
    const { json } = await introspect('app', tokens.refresh_token)
    expect([json.active, 'token_type' in json]).toEqual([true, false])
    await refresh(server, 'app', tokens.refresh_token)
    expect((await introspect('app', tokens.refresh_token)).text).toBe('{"active":false}')
  })

  it('is open to the API that is the audience, for access tokens alone (RFC 8707 §2)', async () => {
    const tokens = await tokensOf(server, 'app', { resources: [API] })
    expect((await introspect(API, tokens.access_token)).json).toMatchObject({ active: true, aud: API })
    expect((await introspect(API, tokens.refresh_token)).text).toBe('{"active":false}')
    expect((await introspect('third', tokens.access_token)).text).toBe('{"active":false}')
    const unbound = await tokensOf(server, 'app')
    expect((await introspect(API, unbound.access_token)).text).toBe('{"active":false}')
  })

  it('says inactive once the person is blocked or the agreement ended', async () => {
    const tokens = await tokensOf(server, 'jwt')
    const set = (blocked: boolean) => server.store.users.update('alice', (user) => ({ ...user, blocked }))
    await set(true)
    expect((await introspect('jwt', tokens.access_token)).text).toBe('{"active":false}')
    await set(false)
    const [agreement] = await server.store.authorizations.find('client_id', 'jwt')
    await server.store.authorizations.remove(agreement!.id)
    expect((await introspect('jwt', tokens.access_token)).text).toBe('{"active":false}')
  })

  it('is a signed JWT for who accepts one, with a type of its own (RFC 9701 §5)', async () => {
    const { access_token } = await tokensOf(server, 'signing')
    for (const [token, active] of [
      [access_token, true],
      ['unknown', false]
    ] as const) {
      const { headers, text } = await introspect('signing', token, { Accept: JWT_TYPE })
      expect(headers.get('content-type')).toContain(JWT_TYPE)
      const keys = createRemoteJWKSet(new URL(`${server.address}/oauth2/jwks.json`))
      const { payload } = await jwtVerify(text, keys, {
        issuer: server.address,
        audience: 'signing',
        typ: 'token-introspection+jwt',
        algorithms: ['ES256']
      })
      expect(Object.keys(payload).sort()).toEqual(['aud', 'iat', 'iss', 'token_introspection'])
      expect(payload.token_introspection).toMatchObject({ active })
    }
  })

  it('goes with a JWT access token that says how the person signed in (RFC 9068 §2.2.1)', async () => {
    const now = server.clock.nowSeconds()
    const agreement = { scope: 'openid hr', auth_time: now - 9, acr: '2', amr: ['pwd', 'otp'] }
    const claims = decodeJwt(String((await tokensOf(server, 'jwt', agreement)).access_token))
    expect(claims).toMatchObject({
      sub: 'alice-sub',
      auth_time: now - 9,
      acr: '2',
      amr: ['pwd', 'otp'],
      department: 'R&D',
      roles: ['user', 'moderator']
    })
    for (const name of ['email', 'name', 'password_hash']) expect(claims).not.toHaveProperty(name)
  })
})

describe("revocation of a person's tokens (RFC 7009 §2.1)", () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTokenServer([client('app'), client('other')])
  })
  afterAll(() => server.close())
  const asApp = basic('app', SECRET)
  const revoke = (token: unknown, headers = asApp) =>
    postForm(server, '/oauth2/revoke', { token: String(token) }, headers)

  it('ends with a refresh token what came of the same agreement', async () => {
    const first = await tokensOf(server, 'app')
    const { json: second } = await refresh(server, 'app', first.refresh_token)
    const unrelated = await tokensOf(server, 'app')
    await revoke(second.refresh_token)
    for (const token of [first.access_token, second.access_token, second.refresh_token])
      expect(await isActive(server, token, asApp)).toBe(false)
    expect(await isActive(server, unrelated.access_token, asApp)).toBe(true)
  })

  it('ends the family with a refresh token that was replaced already', async () => {
    const first = await tokensOf(server, 'app')
    const { json: second } = await refresh(server, 'app', first.refresh_token)
    await revoke(first.refresh_token)
    expect(await isActive(server, second.access_token, asApp)).toBe(false)
  })

  it('ends an access token alone', async () => {
    const tokens = await tokensOf(server, 'app')
    await revoke(tokens.access_token)
    expect(await isActive(server, tokens.access_token, asApp)).toBe(false)
    expect((await refresh(server, 'app', tokens.refresh_token)).status).toBe(200)
  })

  it("leaves another client's family alone", async () => {
    const tokens = await tokensOf(server, 'app')
    expect((await revoke(tokens.refresh_token, basic('other', SECRET))).status).toBe(200)
    expect(await isActive(server, tokens.access_token, asApp)).toBe(true)
  })
})
