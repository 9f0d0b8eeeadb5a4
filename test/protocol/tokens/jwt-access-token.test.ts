import {
  createLocalJWKSet,
  createRemoteJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  jwtVerify,
  type JSONWebKeySet
} from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SIGNING_ALGORITHMS, type SigningAlgorithm } from '../../../src-main/model'
import { startServer, type TestServer } from '../../support/start-server'
import { CLIENT_CREDENTIALS, SECRET } from '../clients'
import { ask, askToken, basic } from '../requests'

describe('JWT access tokens (RFC 9068)', () => {
  let server: TestServer

  beforeAll(async () => {
    server = await startServer({
      scopes: ['orders'],
      settings: { tokens: { access_token_format: 'jwt', signing_alg: 'ES256' } },
      clients: [
        { client_id: 'app', client_secret: SECRET },
        { client_id: 'opaque', client_secret: SECRET, access_token_format: 'opaque' },
        {
          client_id: 'claiming',
          client_secret: SECRET,
          claims: {
            tenant: { id: 7, tags: ['a'] },
            iss: 'https://evil.example',
            sub: 'somebody',
            aud: 'x',
            exp: 1,
            nbf: 1,
            iat: 1,
            jti: 'x',
            client_id: 'x',
            scope: 'admin',
            act: {},
            cnf: {}
          }
        },
        ...SIGNING_ALGORITHMS.map((alg) => ({
          client_id: alg,
          client_secret: SECRET,
          access_token_signing_alg: alg
        }))
      ]
    })
  })
  afterAll(() => server.close())

  const tokenOf = async (client: string, form: [string, string][] = []) => {
    const fields = [['grant_type', 'client_credentials'], ...form] as [string, string][]
    const { json } = await askToken(server, fields, basic(client, SECRET))
    return json.access_token as string
  }

  it.each(SIGNING_ALGORITHMS)(
    'are signed with %s and verified by jose through the published keys',
    async (alg) => {
      const token = await tokenOf(alg)
      const keys = createRemoteJWKSet(new URL(`${server.address}/oauth2/jwks.json`))
      const { payload, protectedHeader } = await jwtVerify(token, keys, {
        issuer: server.address,
        audience: server.address,
        subject: alg,
        typ: 'at+jwt',
        algorithms: [alg],
        requiredClaims: ['iss', 'exp', 'aud', 'sub', 'client_id', 'iat', 'jti']
      })
      expect(payload.client_id).toBe(alg)
      expect(Object.keys(protectedHeader).sort()).toEqual(['alg', 'kid', 'typ'])
    }
  )

  it('say who, for whom, until when (§2.2)', async () => {
    const now = server.clock.nowSeconds()
    expect(decodeJwt(await tokenOf('app', [['scope', 'orders']]))).toEqual({
      iss: server.address,
      sub: 'app',
      aud: server.address,
      iat: now,
      exp: now + 3600,
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      client_id: 'app',
      scope: 'orders'
    })
  })

  it('leave the scope out where there is none (§2.2.3)', async () => {
    expect(decodeJwt(await tokenOf('app'))).not.toHaveProperty('scope')
  })

  it('carry the resource as audience, one as text and several as a list (§3)', async () => {
    const one: [string, string] = ['resource', 'https://api.example.com']
    expect(decodeJwt(await tokenOf('app', [one])).aud).toBe('https://api.example.com')
    const two: [string, string][] = [one, ['resource', 'urn:example:stock']]
    expect(decodeJwt(await tokenOf('app', two)).aud).toEqual(['https://api.example.com', 'urn:example:stock'])
  })

  it("carry the client's own claims, which can't stand in for the server's", async () => {
    const claims = decodeJwt(await tokenOf('claiming'))
    expect(claims.tenant).toEqual({ id: 7, tags: ['a'] })
    expect([claims.iss, claims.sub, claims.aud, claims.client_id]).toEqual([
      server.address,
      'claiming',
      server.address,
      'claiming'
    ])
    expect(claims.exp).toBe(server.clock.nowSeconds() + 3600)
    for (const name of ['nbf', 'scope', 'act', 'cnf']) expect(claims).not.toHaveProperty(name)
  })

  it('are opaque for a client that wants them so', async () => {
    expect(await tokenOf('opaque')).toMatch(/^[A-Za-z0-9]{255}$/)
  })

  it('follow the algorithm of the settings at once', async () => {
    await server.change({ tokens: { signing_alg: 'EdDSA' } })
    expect(decodeProtectedHeader(await tokenOf('app')).alg).toBe('EdDSA')
    await server.change({ tokens: { signing_alg: 'ES256' } })
    expect(decodeProtectedHeader(await tokenOf('app')).alg).toBe('ES256')
  })

  it('that are asked for at the same time, before there is a key, are signed with one key', async () => {
    const fresh = await startServer({
      settings: { tokens: { access_token_format: 'jwt', signing_alg: 'ES384' } },
      clients: [{ client_id: 'app', client_secret: SECRET }]
    })
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => askToken(fresh, CLIENT_CREDENTIALS, basic('app', SECRET)))
    )
    const kids = answers.map(({ json }) => decodeProtectedHeader(json.access_token as string).kid)
    expect(new Set(kids).size).toBe(1)
    await fresh.close()
  })
})

describe('the published keys (RFC 7517)', () => {
  let server: TestServer

  beforeAll(async () => {
    server = await startServer({
      settings: { tokens: { access_token_format: 'jwt', signing_alg: 'ES256' } },
      clients: [{ client_id: 'app', client_secret: SECRET }]
    })
  })
  afterAll(() => server.close())

  const keySet = async () => (await ask(server, '/oauth2/jwks.json')).json as unknown as JSONWebKeySet
  const kids = async () => (await keySet()).keys.map(({ kid }) => kid)
  const token = async () =>
    (await askToken(server, CLIENT_CREDENTIALS, basic('app', SECRET))).json.access_token as string

  it('name kid, use and alg, and no private number (§4)', async () => {
    const { keys } = await keySet()
    expect(keys).toHaveLength(1)
    expect(Object.keys(keys[0]!).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'])
    expect(keys[0]).toMatchObject({ kty: 'EC', use: 'sig', alg: 'ES256' })
  })

  it.each(SIGNING_ALGORITHMS)(
    'hold a key for %s, which is made when it is first asked for',
    async (alg: SigningAlgorithm) => {
      const fresh = await startServer({ settings: { tokens: { signing_alg: alg } } })
      const { status, json } = await ask(fresh, '/oauth2/jwks.json')
      expect([status, (json.keys as { alg: string }[]).map((key) => key.alg)]).toEqual([200, [alg]])
      expect(json).toEqual((await ask(fresh, '/oauth2/jwks.json')).json)
      await fresh.close()
    }
  )

  it('keep an old key until the last token that it signed has expired', async () => {
    const old = await token()
    const [oldKid] = await kids()
    const renewed = await server.protocol.signingKeys.rotate('ES256')
    expect(await kids()).toEqual(expect.arrayContaining([oldKid, renewed.kid]))
    expect(decodeProtectedHeader(await token()).kid).toBe(renewed.kid)

    server.clock.advance({ seconds: 3599 })
    await jwtVerify(old, createLocalJWKSet(await keySet()), { currentDate: new Date(server.clock.nowMs()) })
    server.clock.advance({ seconds: 1 })
    expect(await kids()).toEqual([renewed.kid])
  })
})
