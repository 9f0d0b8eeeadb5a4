import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SIGNING_ALGORITHMS } from '../../../src-main/model'
import type { TestServer } from '../../support/start-server'
import { SECRET } from '../clients'
import { ask, askToken, basic, postForm } from '../requests'
import { client, startTokenServer, tokensOf } from './token-world'

describe('the UserInfo endpoint (OpenID Connect Core §5.3)', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTokenServer([
      client('app'),
      ...SIGNING_ALGORITHMS.map((alg) => client(alg, { userinfo_signed_response_alg: alg }))
    ])
  })
  afterAll(() => server.close())

  const tokenOf = async (agreement: Parameters<typeof tokensOf>[2] = {}, id = 'app') =>
    String((await tokensOf(server, id, agreement)).access_token)
  const get = (token: string) =>
    ask(server, '/oauth2/userinfo', { headers: { Authorization: `Bearer ${token}` } })

  it('tells the sub and nothing more for openid alone, and is not to be stored', async () => {
    const { status, json, headers } = await get(await tokenOf())
    expect([status, json, headers.get('cache-control')]).toEqual([200, { sub: 'alice-sub' }, 'no-store'])
    expect(headers.get('content-type')).toContain('application/json')
  })

  it('tells the claims of the standard scopes that the person has (§5.4)', async () => {
    const { json } = await get(await tokenOf({ scope: 'openid profile email address phone' }))
    expect(json).toEqual({
      sub: 'alice-sub',
      name: 'Alice Adams',
      given_name: 'Alice',
      email: 'alice@example.com',
      email_verified: true,
      phone_number: '+1 555 0100',
      phone_number_verified: false,
      address: { locality: 'Springfield', country: 'US' }
    })
  })

  it("tells the claims that a scope of the server's own releases, the roles among them", async () => {
    const { json } = await get(await tokenOf({ scope: 'openid hr' }))
    expect(json).toEqual({ sub: 'alice-sub', department: 'R&D', roles: ['user', 'moderator'] })
  })

  it('takes the token by GET and POST, in the header and in the body (§5.3.1)', async () => {
    const token = await tokenOf()
    const bearer = { Authorization: `Bearer ${token}` }
    const answers = [
      await get(token),
      await ask(server, '/oauth2/userinfo', { method: 'POST', headers: bearer }),
      await postForm(server, '/oauth2/userinfo', { access_token: token })
    ]
    for (const { status, json } of answers) expect([status, json.sub]).toEqual([200, 'alice-sub'])
  })

  it('wants the scope openid (RFC 6750 §3.1)', async () => {
    const { status, headers } = await get(await tokenOf({ scope: 'profile' }))
    expect(status).toBe(403)
    expect(headers.get('www-authenticate')).toMatch(/error="insufficient_scope".*scope="openid"/)
  })

  it.each([
    ['none', async () => 'unknown'],
    ['a refresh token', async () => String((await tokensOf(server, 'app')).refresh_token)],
    [
      'a token of a client for itself',
      async () => {
        const form = { grant_type: 'client_credentials', scope: 'openid' }
        return String((await askToken(server, form, basic('app', SECRET))).json.access_token)
      }
    ],
    ['a token for another resource', () => tokenOf({ resources: ['https://api.example.com'] })]
  ])('refuses what is no token for it: %s', async (_what, make) => {
    const { status, headers } = await get(await make())
    expect(status).toBe(401)
    expect(headers.get('www-authenticate')).toContain('error="invalid_token"')
  })

  it('takes a token that names the server among its resources (RFC 8707 §2)', async () => {
    const token = await tokenOf({ resources: ['https://api.example.com', server.address] })
    expect((await get(token)).json.sub).toBe('alice-sub')
  })

  it('refuses the token of a blocked person, of a blocked client and of an ended agreement', async () => {
    const token = await tokenOf()
    const set = (blocked: boolean) => server.store.users.update('alice', (user) => ({ ...user, blocked }))
    await set(true)
    expect((await get(token)).status).toBe(401)
    await set(false)
    expect((await get(token)).status).toBe(200)
    await server.store.clients.update('app', (one) => ({ ...one, blocked: true }))
    expect((await get(token)).status).toBe(401)
    await server.store.clients.update('app', (one) => ({ ...one, blocked: false }))
    const record = await server.protocol.verifyAccessToken(token)
    await server.store.authorizations.remove(record!.authorization_id!)
    expect((await get(token)).status).toBe(401)
  })

  it.each(SIGNING_ALGORITHMS)(
    'answers with a JWT signed with %s where that is registered (§5.3.2)',
    async (alg) => {
      const { headers, text } = await get(await tokenOf({ scope: 'openid email' }, alg))
      expect(headers.get('content-type')).toContain('application/jwt')
      const keys = createRemoteJWKSet(new URL(`${server.address}/oauth2/jwks.json`))
      const { payload } = await jwtVerify(text, keys, {
        issuer: server.address,
        audience: alg,
        algorithms: [alg]
      })
      expect(payload).toMatchObject({ sub: 'alice-sub', email: 'alice@example.com' })
    }
  )
})
