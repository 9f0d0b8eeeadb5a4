import { createHash } from 'node:crypto'
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SIGNING_ALGORITHMS } from '../../../src-main/model'
import type { TestServer } from '../../support/start-server'
import { client, startTokenServer, tokensOf } from './token-world'

const HASHES = {
  RS256: 'sha256',
  PS256: 'sha256',
  ES256: 'sha256',
  ES384: 'sha384',
  EdDSA: 'sha512'
} as const

describe('ID tokens (OpenID Connect Core §2)', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTokenServer([
      client('app'),
      client('short', { lifetimes: { id_token: 60 } }),
      ...SIGNING_ALGORITHMS.map((alg) => client(alg, { id_token_signed_response_alg: alg }))
    ])
  })
  afterAll(() => server.close())

  const claimsFor = async (agreement: Parameters<typeof tokensOf>[2] = {}, id = 'app') =>
    decodeJwt(String((await tokensOf(server, id, agreement)).id_token))

  it('say who signed in where, when, how strongly and for how long', async () => {
    const now = server.clock.nowSeconds()
    expect(
      await claimsFor({ nonce: 'n-1', sid: 'session-1', auth_time: now - 5, acr: '2', amr: ['pwd', 'otp'] })
    ).toEqual({
      iss: server.address,
      sub: 'alice-sub',
      aud: 'app',
      azp: 'app',
      iat: now,
      exp: now + 3600,
      nonce: 'n-1',
      auth_time: now - 5,
      acr: '2',
      amr: ['pwd', 'otp'],
      sid: 'session-1',
      at_hash: expect.any(String) as string
    })
  })

  it.each(SIGNING_ALGORITHMS)(
    'are signed with %s where that is registered, at_hash by its digest (§3.1.3.6)',
    async (alg) => {
      const { id_token, access_token } = await tokensOf(server, alg)
      const keys = createRemoteJWKSet(new URL(`${server.address}/oauth2/jwks.json`))
      const { payload } = await jwtVerify(String(id_token), keys, {
        issuer: server.address,
        audience: alg,
        algorithms: [alg],
        typ: 'JWT'
      })
      const digest = createHash(HASHES[alg]).update(String(access_token), 'ascii').digest()
      expect(payload.at_hash).toBe(digest.subarray(0, digest.length / 2).toString('base64url'))
    }
  )

  it('are there only with the scope openid', async () => {
    expect(await tokensOf(server, 'app', { scope: 'orders' })).not.toHaveProperty('id_token')
  })

  it("live as long as the client's own setting says", async () => {
    const { iat = 0, exp = 0 } = await claimsFor({}, 'short')
    expect(exp - iat).toBe(60)
  })

  it('leave the claims of scopes to UserInfo where there is an access token (§5.4)', async () => {
    expect(await claimsFor({ scope: 'openid profile email' })).not.toHaveProperty('email')
  })

  it('carry what the claims parameter asked for in them, and nothing that it asked of UserInfo (§5.5)', async () => {
    const id_token = { email: { essential: true }, 'name#ru': null, nickname: { essential: true } }
    const claims = await claimsFor({ claims: { id_token, userinfo: { phone_number: null } } })
    expect(claims).toMatchObject({ email: 'alice@example.com', 'name#ru': 'Алиса' })
    for (const name of ['nickname', 'phone_number', 'name']) expect(claims).not.toHaveProperty(name)
  })

  it("can't be given another subject or a field of the account by a claim of the person's own", async () => {
    const id_token = { sub: null, username: null, blocked: null, password_hash: null, iss: { value: 'x' } }
    const claims = await claimsFor({ claims: { id_token } })
    expect([claims.sub, claims.iss]).toEqual(['alice-sub', server.address])
    for (const name of ['username', 'blocked']) expect(claims).not.toHaveProperty(name)
    expect(claims.password_hash).toBe('own')
  })
})
