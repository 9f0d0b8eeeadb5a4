import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../support/start-server'
import {
  CLIENT_CREDENTIALS,
  clientPerMethod,
  credentialsOf,
  makeKeyPair,
  SECRET,
  type KeyPair
} from '../clients'
import { ask, askToken, basic, postForm } from '../requests'

const PROVING = ['client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt'] as const

describe('introspection (RFC 7662)', () => {
  let server: TestServer
  let key: KeyPair

  beforeAll(async () => {
    key = await makeKeyPair('ES256')
    server = await startServer({
      clients: [
        ...clientPerMethod(key.publicJwk),
        { client_id: 'app', client_secret: SECRET, scope: 'a b' },
        {
          client_id: 'signed',
          client_secret: SECRET,
          access_token_format: 'jwt',
          access_token_signing_alg: 'ES256'
        },
        { client_id: 'other', client_secret: SECRET }
      ]
    })
  })
  afterAll(() => server.close())

  const tokenOf = async (client: string, form: Record<string, string> = {}) => {
    const { json } = await askToken(server, { ...CLIENT_CREDENTIALS, ...form }, basic(client, SECRET))
    return json.access_token as string
  }
  const introspect = (client: string, fields: Record<string, string>) =>
    postForm(server, '/oauth2/introspect', fields, basic(client, SECRET))

  it('describes an opaque token (§2.2)', async () => {
    const { status, json, headers } = await introspect('app', { token: await tokenOf('app') })
    const now = server.clock.nowSeconds()
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(json).toEqual({
      active: true,
      scope: 'a b',
      client_id: 'app',
      sub: 'app',
      token_type: 'Bearer',
      iss: server.address,
      iat: now,
      exp: now + 3600
    })
  })

  it('describes a JWT token by the claims that it carries', async () => {
    const token = await tokenOf('signed', { resource: 'https://api.example.com' })
    const claims = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as object
    const { json } = await introspect('signed', { token })
    expect(json).toEqual({ ...claims, active: true, token_type: 'Bearer' })
  })

  it('takes token_type_hint for a hint only (§2.1)', async () => {
    const token = await tokenOf('app')
    for (const token_type_hint of ['access_token', 'refresh_token', 'nonsense'])
      expect((await introspect('app', { token, token_type_hint })).json.active).toBe(true)
  })

  describe('says {"active":false} and nothing else (§2.2)', () => {
    const inactive = async (client: string, token: string) => {
      const { status, text } = await introspect(client, { token })
      expect([status, text]).toEqual([200, '{"active":false}'])
    }

    it('of an unknown token', () => inactive('app', 'unknown'))

    it("of another client's token", async () => inactive('other', await tokenOf('app')))

    it('of an expired token, from its last second on', async () => {
      const token = await tokenOf('app')
      server.clock.advance({ seconds: 3599 })
      expect((await introspect('app', { token })).json.active).toBe(true)
      server.clock.advance({ seconds: 1 })
      await inactive('app', token)
    })

    it('of a revoked token', async () => {
      const token = await tokenOf('app')
      await postForm(server, '/oauth2/revoke', { token }, basic('app', SECRET))
      await inactive('app', token)
    })

    it('of a JWT token whose signature was changed', async () => {
      const token = await tokenOf('signed')
      await inactive('signed', `${token.slice(0, -4)}AAAA`)
    })
  })

  it('verifies tokens for the panel only while their client is there and not blocked', async () => {
    const token = await tokenOf('other')
    expect(await server.protocol.verifyAccessToken(token)).toMatchObject({ client_id: 'other' })
    await server.store.clients.update('other', (client) => ({ ...client, blocked: true }))
    expect(await server.protocol.verifyAccessToken(token)).toBeUndefined()
    await server.store.clients.update('other', (client) => ({ ...client, blocked: false }))
    expect(await server.protocol.verifyAccessToken(token)).toBeDefined()
    expect(await server.protocol.verifyAccessToken('')).toBeUndefined()
  })

  it.each(PROVING)('is open to a client with %s, and closed to the wrong credentials', async (method) => {
    const { fields, headers } = await credentialsOf(server, method, { key: key.privateKey })
    const right = await postForm(server, '/oauth2/introspect', { ...fields, token: 'x' }, headers)
    expect([right.status, right.text]).toEqual([200, '{"active":false}'])
    const wrong = await postForm(server, '/oauth2/introspect', { token: 'x' }, basic('app', 'wrong'))
    expect([wrong.status, wrong.json.error]).toEqual([401, 'invalid_client'])
  })

  it('is closed to a client that can not prove itself (§2.1)', async () => {
    const { status, json } = await postForm(server, '/oauth2/introspect', { client_id: 'none', token: 'x' })
    expect([status, json.error]).toEqual([401, 'invalid_client'])
  })

  it('wants a token (§2.3)', async () => {
    const { status, json } = await introspect('app', {})
    expect([status, json.error]).toEqual([400, 'invalid_request'])
  })

  it('reads the token from the query string only where the compatibility setting says so', async () => {
    const token = await tokenOf('app')
    const askByQuery = (fields: Record<string, string> = {}) =>
      postForm(server, `/oauth2/introspect?token=${token}`, fields, basic('app', SECRET))
    const refused = await askByQuery()
    expect([refused.status, refused.json.error]).toEqual([400, 'invalid_request'])
    expect(refused.json.error_description).toContain('compatibility.token_in_query')
    await server.change({ compatibility: { token_in_query: true } })
    expect((await askByQuery()).json.active).toBe(true)
    expect((await askByQuery({ token })).json.error).toBe('invalid_request')
    await server.change({ compatibility: { token_in_query: false } })
  })

  it('is asked by POST only (§2.1)', async () => {
    const { status, headers } = await ask(server, '/oauth2/introspect?token=x')
    expect([status, headers.get('allow')]).toEqual([405, 'POST'])
  })
})
