import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import type { Jwk } from '../../../src-main/model'
import type { TestServer } from '../../support/start-server'
import { SECRET } from '../clients'
import { PASSWORD, startFlowServer } from '../flow-world'
import { askToken, basic } from '../requests'

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

describe('a person whose record came without a sub, as by a configuration that was edited by hand', () => {
  let server: TestServer
  let key: Awaited<ReturnType<typeof generateKeyPair>>

  beforeAll(async () => {
    key = await generateKeyPair('ES256', { extractable: true })
    const jwk = { ...(await exportJWK(key.publicKey)), alg: 'ES256', kid: 'one' } as Jwk
    server = await startFlowServer({
      clients: [
        {
          client_id: 'app',
          client_secret: SECRET,
          grant_types: ['password', JWT_BEARER],
          jwks: { keys: [jwk] },
          skip_consent: true
        }
      ]
    })
    for (const username of ['alice', 'bob'])
      await server.store.users.update(username, ({ sub: _sub, ...user }) => user)
  })
  afterAll(() => server.close())

  const subOf = async (username: string) => (await server.store.users.get(username))?.sub

  it('gets one at the first password grant, and keeps it', async () => {
    const request = { grant_type: 'password', username: 'alice', password: PASSWORD, scope: 'openid' }
    const first = await askToken(server, request, basic('app', SECRET))
    expect(first.status).toBe(200)
    const sub = await subOf('alice')
    expect(sub).toMatch(/^.{20,}$/)
    expect((await askToken(server, request, basic('app', SECRET))).status).toBe(200)
    expect(await subOf('alice')).toBe(sub)
  })

  it('gets one when a client speaks for them (RFC 7523 §2.1)', async () => {
    const assertion = await new SignJWT({ jti: 'a-jti' })
      .setProtectedHeader({ alg: 'ES256', kid: 'one' })
      .setIssuer('app')
      .setSubject('bob')
      .setAudience(server.address)
      .setExpirationTime(server.clock.nowSeconds() + 60)
      .sign(key.privateKey)
    const { status, json } = await askToken(
      server,
      { grant_type: JWT_BEARER, assertion },
      basic('app', SECRET)
    )
    expect([status, json.error_description]).toEqual([200, undefined])
    expect(await subOf('bob')).toMatch(/^.{20,}$/)
  })
})
