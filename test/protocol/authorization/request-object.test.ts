import { exportSPKI, importJWK, UnsecuredJWT, type CryptoKey } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../support/start-server'
import { appClient, authorize, CALLBACK, keptParameters } from './authorization-requests'
import { makeKeyPair, type KeyPair } from '../clients'
import { requestClaims, signRequest } from './request-objects'

describe('a request object (RFC 9101)', () => {
  let server: TestServer
  let key: KeyPair
  let foreign: KeyPair
  let rsa: KeyPair

  beforeAll(async () => {
    ;[key, foreign, rsa] = await Promise.all([
      makeKeyPair('ES256'),
      makeKeyPair('ES256'),
      makeKeyPair('RS256')
    ])
    const jwks = { keys: [key.publicJwk, rsa.publicJwk] }
    server = await startServer({
      clients: [
        appClient({ jwks }),
        appClient({ client_id: 'must-sign', jwks, require_signed_request_object: true }),
        appClient({ client_id: 'rs256', jwks, request_object_signing_alg: 'RS256' }),
        appClient({ client_id: 'keyless' })
      ],
      scopes: ['orders']
    })
  })
  afterAll(() => server.close())

  const send = (request: string, outside: Record<string, string> = {}) =>
    authorize(server, { client_id: 'app', request, ...outside })
  const sendWith = async (claims: Record<string, unknown>, outside: Record<string, string> = {}) =>
    send(await signRequest(server, key.privateKey, claims), outside)
  const refuses = async (verdict: ReturnType<typeof send>, reason: string, html?: string) => {
    const refused = await verdict
    expect(refused).toMatchObject({ outcome: 'page', status: 400, error: 'invalid_request_object', reason })
    if (html) expect(refused.description).toContain(html)
  }
  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

  it('is the whole request: what stands beside it does not count (§6.3)', async () => {
    const verdict = await sendWith(
      {
        max_age: 10,
        claims: { id_token: { acr: null } },
        resource: ['https://a.example/', 'https://b.example/']
      },
      {
        redirect_uri: 'https://evil.example/',
        state: 'unsigned',
        nonce: 'unsigned',
        prompt: 'none',
        scope: 'openid email'
      }
    )
    expect(verdict.outcome).toBe('accepted')
    const kept = await keptParameters(server, verdict)
    expect(Object.fromEntries(kept)).toEqual({
      client_id: 'app',
      response_type: 'code',
      redirect_uri: CALLBACK,
      scope: 'openid',
      state: 'the signed state',
      max_age: '10',
      claims: '{"id_token":{"acr":null}}',
      resource: 'https://b.example/'
    })
    expect(kept.getAll('resource')).toEqual(['https://a.example/', 'https://b.example/'])
  })

  it('has its refusals told at its own redirect URI with its own state', async () => {
    const verdict = await sendWith({ prompt: 'nonsense' }, { state: 'unsigned' })
    expect(verdict).toMatchObject({
      outcome: 'redirect',
      error: 'invalid_request',
      reason: 'prompt-malformed'
    })
    expect(verdict.parameters.get('state')).toBe('the signed state')
  })

  it('that is refused is told at a registered redirect URI beside it, and else on a page (§6)', async () => {
    const request = await signRequest(server, foreign.privateKey)
    const told = await send(request, { redirect_uri: CALLBACK, state: 'outside' })
    expect(told).toMatchObject({ outcome: 'redirect', error: 'invalid_request_object' })
    expect(told.parameters.get('state')).toBe('outside')
    await refuses(send(request), 'request-object-signature-wrong')
    await refuses(send(request, { redirect_uri: 'https://evil.example/' }), 'request-object-signature-wrong')
  })

  it('may leave response_type and scope to the outside of an OpenID request (OpenID Connect Core §6.1)', async () => {
    const outside = { response_type: 'code', scope: 'openid' }
    const inside = { response_type: undefined, scope: undefined }
    expect(await sendWith(inside, outside)).toMatchObject({ outcome: 'accepted' })
    const plain = await sendWith(inside, { ...outside, scope: 'orders' })
    expect(plain).toMatchObject({ outcome: 'redirect', reason: 'parameter-missing' })
  })

  it.each([
    ['without iss', { iss: undefined }],
    ['of another issuer', { iss: 'other' }],
    ['without aud', { aud: undefined }],
    ['for another server', { aud: ['https://other.example'] }],
    ['that could be a client assertion (§10.8)', { sub: 'app' }],
    ['whose jti is no text', { jti: 5 }],
    ['whose jti has no exp beside it', { exp: undefined }],
    ['whose exp is no number', { exp: 'tomorrow' }],
    ['with a request in it (§4)', { request: 'x' }],
    ['with a request_uri in it (§4)', { request_uri: 'https://a.example/' }]
  ])('%s is refused', async (_, claims) => refuses(sendWith(claims), 'request-object-claim-wrong'))

  it('is refused outside its time, with 30 seconds of grace', async () => {
    const now = server.clock.nowSeconds()
    for (const claims of [{ exp: now - 30 }, { exp: now + 3631 }, { nbf: now + 31 }, { iat: now + 31 }])
      await refuses(sendWith(claims), 'request-object-claim-wrong')
    for (const claims of [{ exp: now - 29 }, { exp: now + 3600 }, { nbf: now + 29, iat: now + 29 }])
      expect(await sendWith(claims)).toMatchObject({ outcome: 'accepted' })
  })

  it('needs none of exp, iat and jti (RFC 9101 §4, OpenID Connect Core §6.1)', async () => {
    const claims = { exp: undefined, iat: undefined, jti: undefined }
    expect(await sendWith(claims)).toMatchObject({ outcome: 'accepted' })
  })

  it('with a jti is taken once, also of many at the same time', async () => {
    const request = await signRequest(server, key.privateKey)
    const verdicts = await Promise.all(Array.from({ length: 5 }, () => send(request)))
    expect(verdicts.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(1)
    await refuses(send(request), 'request-object-replayed')
  })

  it('agrees with client_id and response_type beside it (§5, OpenID Connect Core §6.1)', async () => {
    await refuses(sendWith({ client_id: 'keyless' }), 'parameter-contradicts')
    await refuses(sendWith({ client_id: undefined }), 'parameter-contradicts')
    await refuses(sendWith({}, { response_type: 'id_token' }), 'parameter-contradicts')
    expect(await sendWith({}, { response_type: 'code' })).toMatchObject({ outcome: 'accepted' })
  })

  it('holds texts, and JSON only where the parameter is JSON', async () => {
    const odd = [
      { state: 5 },
      { scope: ['openid'] },
      { nonce: {} },
      { resource: [5] },
      { claims: 5 },
      { max_age: true }
    ]
    for (const claims of odd) await refuses(sendWith(claims), 'request-object-malformed')
    let deep: unknown = null
    for (let level = 0; level < 30; level++) deep = [deep]
    await refuses(sendWith({ claims: { userinfo: { a: { value: deep } } } }), 'request-object-malformed')
  })

  describe('is signed with what the client registered (RFC 8725 §3.1)', () => {
    it('and by nobody else', async () => {
      await refuses(send(await signRequest(server, foreign.privateKey)), 'request-object-signature-wrong')
      const asKeyless = await signRequest(server, key.privateKey, { iss: 'keyless', client_id: 'keyless' })
      await refuses(send(asKeyless, { client_id: 'keyless' }), 'request-object-key-unknown')
    })

    it('not changed afterwards', async () => {
      const [header, , signature] = (await signRequest(server, key.privateKey)).split('.')
      const changed = [header, encoded(requestClaims(server)), signature].join('.')
      await refuses(send(changed), 'request-object-signature-wrong')
    })

    it('with the registered algorithm alone, where one is', async () => {
      const claims = { iss: 'rs256', client_id: 'rs256' }
      const signed = (pair: KeyPair, alg: string) => signRequest(server, pair.privateKey, claims, { alg })
      await refuses(
        send(await signed(key, 'ES256'), { client_id: 'rs256' }),
        'request-object-algorithm-refused'
      )
      const verdict = await send(await signed(rsa, 'RS256'), { client_id: 'rs256' })
      expect(verdict.outcome).toBe('accepted')
    })

    it('never with none, and never with the public key as a secret', async () => {
      const none = new UnsecuredJWT(requestClaims(server)).encode()
      await refuses(send(none), 'request-object-algorithm-refused')
      const jwk = key.publicJwk as Parameters<typeof importJWK>[0]
      const pem = await exportSPKI((await importJWK(jwk, 'ES256', { extractable: true })) as CryptoKey)
      const forged = await signRequest(server, new TextEncoder().encode(pem), {}, { alg: 'HS256' })
      await refuses(send(forged), 'request-object-algorithm-refused')
    })

    it.each(['jwk', 'jku', 'x5u', 'x5c'])('never with a key that its header brings in %s', async (name) => {
      const request = await signRequest(server, key.privateKey, {}, { [name]: 'anything' })
      await refuses(send(request), 'request-object-algorithm-refused', name)
    })

    it('as a JWT of its own type or of none (RFC 9101 §10.8)', async () => {
      for (const typ of ['dpop+jwt', 'at+jwt', 5])
        await refuses(
          send(await signRequest(server, key.privateKey, {}, { typ })),
          'request-object-malformed'
        )
      for (const typ of [undefined, 'JWT', 'oauth-authz-req+jwt'])
        expect((await send(await signRequest(server, key.privateKey, {}, { typ }))).outcome).toBe('accepted')
    })
  })

  it.each(['x', 'a.b.c', 'e30.e30.e30', 'bnVsbA.bnVsbA.x', 'a.b.c.d.e'])('%s is none', async (request) => {
    const { outcome, error } = await send(request)
    expect([outcome, error]).toEqual(['page', 'invalid_request_object'])
  })

  it('is required of a client that is registered so (§10.5), which it can not get round outside', async () => {
    const must = { client_id: 'must-sign', response_type: 'code', scope: 'openid' }
    const bare = await authorize(server, { ...must, redirect_uri: CALLBACK })
    expect(bare).toMatchObject({ outcome: 'redirect', reason: 'request-object-required' })
    const claims = { iss: 'must-sign', client_id: 'must-sign' }
    expect((await sendWith(claims, { client_id: 'must-sign' })).outcome).toBe('accepted')
    const unsigned = await sendWith({ ...claims, scope: undefined, response_type: undefined }, must)
    expect(unsigned).toMatchObject({ outcome: 'redirect', reason: 'parameter-missing' })
  })
})
