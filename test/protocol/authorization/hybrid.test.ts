import { createHash } from 'node:crypto'
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet, type JWTPayload } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestServer } from '../../support/start-server'
import { agreed, codeRequest, fragmentOf, redeem, startFlowServer } from '../flow-world'
import { ask } from '../requests'

const RESPONSE_TYPES = [
  'token',
  'id_token',
  'id_token token',
  'code id_token',
  'code token',
  'code id_token token'
]

describe('the implicit and hybrid flows (OpenID Connect Core §3.2 and §3.3, RFC 6749 §4.2)', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startFlowServer()
  })
  afterAll(() => server.close())

  async function verified(idToken: string): Promise<JWTPayload> {
    const keys = (await ask(server, '/oauth2/jwks.json')).json as unknown as JSONWebKeySet
    const options = {
      issuer: server.address,
      audience: 'web-app',
      currentDate: new Date(server.clock.nowMs())
    }
    return (await jwtVerify(idToken, createLocalJWKSet(keys), options)).payload
  }

  /** OpenID Connect Core §3.1.3.6: the left half of the SHA-256 digest, for RS256. */
  const half = (value: string) =>
    createHash('sha256').update(value).digest().subarray(0, 16).toString('base64url')

  const asked = (response_type: string) => ({
    ...codeRequest({ response_type, scope: response_type === 'token' ? 'profile' : 'openid profile' }),
    nonce: 'a-nonce'
  })

  it.each(RESPONSE_TYPES)('%s: exactly its parts, in the fragment, with state and iss', async (type) => {
    const { stop } = await agreed(server, asked(type))
    expect(new URL(stop.location!).search).toBe('')
    const fields = fragmentOf(stop)
    expect(fields).toMatchObject({ state: 'a-state', iss: server.address })
    const parts = type.split(' ')
    expect('code' in fields).toBe(parts.includes('code'))
    expect('id_token' in fields).toBe(parts.includes('id_token'))
    expect('access_token' in fields).toBe(parts.includes('token'))
    if (parts.includes('token')) expect(fields).toMatchObject({ token_type: 'Bearer', expires_in: '3600' })
    expect('refresh_token' in fields).toBe(false)
  })

  it.each(RESPONSE_TYPES.filter((type) => type.includes('id_token')))(
    '%s: an ID token that vouches for what comes beside it',
    async (type) => {
      const fields = fragmentOf((await agreed(server, asked(type))).stop)
      const claims = await verified(fields.id_token!)
      expect(claims).toMatchObject({ sub: 'alice-sub', nonce: 'a-nonce' })
      expect(claims.c_hash).toBe(fields.code && half(fields.code))
      expect(claims.at_hash).toBe(fields.access_token && half(fields.access_token))
      // §5.4: the claims of the scopes only where no access token can fetch them.
      expect(claims.name).toBe(type === 'id_token' ? 'Alice' : undefined)
    }
  )

  it.each(RESPONSE_TYPES.filter((type) => type.includes('code')))('%s: a code that works', async (type) => {
    const { code } = fragmentOf((await agreed(server, asked(type))).stop)
    const answer = await redeem(server, code)
    expect(answer.status, answer.text).toBe(200)
    expect(await verified(answer.json.id_token as string)).toMatchObject({ nonce: 'a-nonce' })
  })

  it('an access token from the fragment opens the UserInfo endpoint', async () => {
    const { access_token } = fragmentOf((await agreed(server, asked('id_token token'))).stop)
    const answer = await ask(server, '/oauth2/userinfo', {
      headers: { Authorization: `Bearer ${access_token}` }
    })
    expect(answer.json).toMatchObject({ sub: 'alice-sub', name: 'Alice' })
  })

  it('a refusal travels in the fragment too, and without a nonce there is one (OpenID Connect Core §3.2.2.1)', async () => {
    const { browser } = await agreed(server, asked('id_token'))
    const stop = await browser.authorize(codeRequest({ response_type: 'id_token' }))
    expect(fragmentOf(stop)).toMatchObject({ error: 'invalid_request', state: 'a-state' })
  })

  it('a client whose tokens are bound to a key gets none through a browser (RFC 9449 §5.2)', async () => {
    const { browser } = await agreed(server, asked('id_token token'))
    await server.store.clients.update('web-app', (client) => ({ ...client, dpop_bound_access_tokens: true }))
    const stop = await browser.authorize(asked('id_token token'))
    await server.store.clients.update('web-app', (client) => ({ ...client, dpop_bound_access_tokens: false }))
    expect(fragmentOf(stop).access_token).toBeUndefined()
    expect(fragmentOf(stop).error).toBe('unauthorized_client')
  })
})
