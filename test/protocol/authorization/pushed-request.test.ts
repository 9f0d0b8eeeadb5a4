import { calculateJwkThumbprint, SignJWT, type JWK } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../support/start-server'
import { appClient, appRequest, authorize, CHALLENGE, keptParameters, SECRET } from './authorization-requests'
import { makeKeyPair, type KeyPair } from '../clients'
import { basic, postForm } from '../requests'
import { signRequest } from './request-objects'

const PUBLIC = { client_secret: undefined, token_endpoint_auth_method: 'none' } as const

describe('a pushed authorization request (RFC 9126)', () => {
  let server: TestServer
  let key: KeyPair

  beforeAll(async () => {
    key = await makeKeyPair('ES256')
    const jwks = { keys: [key.publicJwk] }
    server = await startServer({
      clients: [
        appClient({ jwks }),
        appClient({ client_id: 'other' }),
        appClient({ client_id: 'must-push', require_pushed_authorization_requests: true }),
        appClient({ client_id: 'must-sign', jwks, require_signed_request_object: true }),
        appClient({ client_id: 'slow', lifetimes: { pushed_request: 600 } }),
        appClient({ client_id: 'public', ...PUBLIC })
      ]
    })
  })
  afterAll(() => server.close())

  const pushAs = (
    client_id: string,
    parameters: Record<string, string | undefined> = {},
    headers: Record<string, string> = {}
  ) =>
    postForm(server, '/oauth2/par', appRequest({ client_id, ...parameters }), {
      ...basic(client_id, SECRET),
      ...headers
    })
  const push = (parameters: Record<string, string | undefined> = {}, headers = {}) =>
    pushAs('app', parameters, headers)
  const referenceOf = async (answer: ReturnType<typeof push>) => String((await answer).json.request_uri)
  const bring = (request_uri: string, client_id = 'app') => authorize(server, { client_id, request_uri })

  it('gets 201 with a reference of 90 seconds, which nobody stores (§2.2)', async () => {
    const { status, json, headers } = await push()
    expect([status, json.expires_in, headers.get('cache-control')]).toEqual([201, 90, 'no-store'])
    expect(json.request_uri).toMatch(/^urn:ietf:params:oauth:request_uri:[A-Za-z0-9]{43}$/)
  })

  it('is the whole request: what stands beside the reference does not count (§4)', async () => {
    const request_uri = await referenceOf(push({ nonce: 'pushed' }))
    const verdict = await authorize(
      server,
      appRequest({ request_uri, state: 'other', nonce: 'other', scope: '"' })
    )
    expect(verdict.outcome).toBe('accepted')
    const kept = await keptParameters(server, verdict)
    expect([kept.get('state'), kept.get('nonce'), kept.get('scope')]).toEqual([
      'the state',
      'pushed',
      'openid'
    ])
  })

  it('can be brought once, also by many at the same time (§7.3)', async () => {
    const request_uri = await referenceOf(push())
    const verdicts = await Promise.all(Array.from({ length: 5 }, () => bring(request_uri)))
    expect(verdicts.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(1)
    const again = await bring(request_uri)
    expect(again).toMatchObject({ outcome: 'page', status: 400, error: 'invalid_request_uri' })
    expect(again.reason).toBe('pushed-request-unknown')
  })

  it('belongs to the client that pushed it, and another one does not use it up', async () => {
    const request_uri = await referenceOf(push())
    expect(await bring(request_uri, 'other')).toMatchObject({ outcome: 'page', error: 'invalid_request_uri' })
    expect(await bring(request_uri)).toMatchObject({ outcome: 'accepted' })
  })

  it('expires, by the server’s lifetime or the client’s', async () => {
    const [usual, slow] = [await referenceOf(push()), await pushAs('slow')]
    expect(slow.json.expires_in).toBe(600)
    server.clock.advance({ seconds: 90 })
    expect(await bring(usual)).toMatchObject({ outcome: 'page', error: 'invalid_request_uri' })
    expect(await bring(String(slow.json.request_uri), 'slow')).toMatchObject({ outcome: 'accepted' })
  })

  it('is told to who brought an unknown one with a registered redirect URI', async () => {
    const request_uri = 'urn:ietf:params:oauth:request_uri:unknown'
    const verdict = await authorize(server, appRequest({ request_uri }))
    expect(verdict).toMatchObject({ outcome: 'redirect', error: 'invalid_request_uri' })
  })

  it('is checked again when it is brought, so that what was switched off meanwhile is refused', async () => {
    const request_uri = await referenceOf(push())
    await server.change({ flows: { openid_code: false } })
    expect(await bring(request_uri)).toMatchObject({
      outcome: 'redirect',
      error: 'unsupported_response_type'
    })
    await server.change({ flows: { openid_code: true } })
  })

  it.each([
    [{ redirect_uri: 'https://evil.example/' }, 'invalid_request'],
    [{ response_type: 'nonsense' }, 'unsupported_response_type'],
    [{ scope: 'openid admin' }, 'invalid_scope'],
    [{ response_mode: 'nonsense' }, 'invalid_request'],
    [{ resource: 'relative' }, 'invalid_target'],
    [{ authorization_details: '{}' }, 'invalid_authorization_details'],
    [{ request: 'nonsense' }, 'invalid_request_object'],
    [{ request_uri: 'urn:ietf:params:oauth:request_uri:x' }, 'invalid_request']
  ])('with %j is refused as JSON, not by redirect (§2.3)', async (parameters, error) => {
    const { status, json } = await push(parameters as Record<string, string>)
    expect([status, json.error]).toEqual([400, error])
  })

  it('comes from a client that has proven itself (§2)', async () => {
    const wrong = await push({}, basic('app', 'wrong'))
    expect([wrong.status, wrong.json.error]).toEqual([401, 'invalid_client'])
    const asOther = await push({ client_id: 'other' })
    expect([asOther.status, asOther.json.error]).toEqual([400, 'invalid_request'])
    const form = (more = {}) => appRequest({ client_id: 'public', ...more })
    const unbound = await postForm(server, '/oauth2/par', form())
    expect(unbound.json.error).toBe('invalid_request')
    const S256 = { code_challenge: CHALLENGE, code_challenge_method: 'S256' }
    expect((await postForm(server, '/oauth2/par', form(S256))).status).toBe(201)
  })

  it('leaves no credentials behind', async () => {
    await server.store.clients.update('app', (client) => ({
      ...client,
      token_endpoint_auth_method: 'client_secret_post'
    }))
    const form = appRequest({ client_secret: SECRET, nonce: 'left behind' })
    expect((await postForm(server, '/oauth2/par', form)).status).toBe(201)
    const { items } = await server.store.pushedRequests.list()
    expect(items.map(({ parameters }) => parameters).join()).toContain('left+behind')
    expect(JSON.stringify(items)).not.toContain(SECRET)
    await server.store.clients.update('app', (client) => ({
      ...client,
      token_endpoint_auth_method: 'client_secret_basic'
    }))
  })

  it('is required of a client that is registered so (§6)', async () => {
    const direct = await authorize(server, appRequest({ client_id: 'must-push' }))
    expect(direct).toMatchObject({
      outcome: 'redirect',
      error: 'invalid_request',
      reason: 'pushed-request-required'
    })
    expect(await bring(await referenceOf(pushAs('must-push')), 'must-push')).toMatchObject({
      outcome: 'accepted'
    })
  })

  it('may be a request object (§3), and must be where the client has to sign', async () => {
    const request = await signRequest(server, key.privateKey)
    const bare = { response_type: undefined, scope: undefined, redirect_uri: undefined, state: undefined }
    const verdict = await bring(await referenceOf(push({ ...bare, request })))
    expect((await keptParameters(server, verdict)).get('state')).toBe('the signed state')
    const unsigned = await pushAs('must-sign')
    expect([unsigned.status, unsigned.json.error]).toEqual([400, 'invalid_request'])
    const signed = await signRequest(server, key.privateKey, { iss: 'must-sign', client_id: 'must-sign' })
    const reference = await referenceOf(pushAs('must-sign', { ...bare, request: signed }))
    expect(await bring(reference, 'must-sign')).toMatchObject({ outcome: 'accepted' })
  })

  it('with a DPoP proof binds the code to its key (RFC 9449 §10.1)', async () => {
    const jwk = key.publicJwk as JWK
    const proof = (jti: string) =>
      new SignJWT({ htm: 'POST', htu: `${server.address}/oauth2/par`, iat: server.clock.nowSeconds(), jti })
        .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk })
        .sign(key.privateKey)
    const thumbprint = await calculateJwkThumbprint(jwk)
    const verdict = await bring(await referenceOf(push({}, { DPoP: await proof('one') })))
    expect((await keptParameters(server, verdict)).get('dpop_jkt')).toBe(thumbprint)
    expect((await push({ dpop_jkt: thumbprint }, { DPoP: await proof('two') })).status).toBe(201)
    const other = await push({ dpop_jkt: CHALLENGE }, { DPoP: await proof('three') })
    expect([other.status, other.json.error]).toEqual([400, 'invalid_dpop_proof'])
  })

  it('is taken from an address a limited number of times, for a while, where its client proves nothing', async () => {
    const pushPublic = () =>
      postForm(
        server,
        '/oauth2/par',
        appRequest({ client_id: 'public', code_challenge: CHALLENGE, code_challenge_method: 'S256' })
      )
    server.clock.advance({ seconds: 601 })
    const statuses: number[] = []
    for (let count = 0; count < 501; count += 1) statuses.push((await pushPublic()).status)
    expect(new Set(statuses.slice(0, 500))).toEqual(new Set([201]))
    expect(statuses[500]).toBe(429)
    expect((await push()).status).toBe(201)
    server.clock.advance({ seconds: 601 })
    expect((await pushPublic()).status).toBe(201)
  })
})
