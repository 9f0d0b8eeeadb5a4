import * as openid from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { consentId } from '../../../src-main/model'
import type { TestServer } from '../../support/start-server'
import {
  makeKeyPair,
  SECRET,
  secretKey,
  signAssertion,
  type AssertionOptions,
  type KeyPair
} from '../clients'
import { asApp, asOther, BEARER, block, digestOf, startGrantServer } from '../grant-world'
import { askToken, type Answer } from '../requests'

describe('The JWT bearer grant', () => {
  let server: TestServer
  let key: KeyPair
  beforeAll(async () => {
    key = await makeKeyPair('ES256')
    server = await startGrantServer({}, { jwks: { keys: [key.publicJwk] }, skip_consent: true })
  })
  afterAll(() => server.close())

  const assertionFor = (sub: unknown, { claims = {}, ...more }: AssertionOptions = {}, by = key.privateKey) =>
    signAssertion(server, 'app', by, { ...more, claims: { sub, ...claims } })
  const ask = (assertion: string, more: Record<string, string> = {}, headers = asApp) =>
    askToken(server, { grant_type: BEARER, assertion, ...more }, headers)
  const recordOf = (answer: Answer) => server.store.tokens.get(digestOf(String(answer.json.access_token)))
  const errorOf = ({ status, json }: Answer) => [status, json.error]

  it('serves openid-client, for a person by sub (RFC 7523 §2.1)', async () => {
    const insecure = { execute: [openid.allowInsecureRequests] }
    const auth = openid.ClientSecretBasic(SECRET)
    const client = await openid.discovery(new URL(server.address), 'app', {}, auth, insecure)
    const assertion = await assertionFor('alice-sub')
    const answer = await openid.genericGrantRequest(client, BEARER, { assertion, scope: 'orders:read' })
    expect((await server.store.tokens.get(digestOf(answer.access_token)))?.sub).toBe('alice-sub')
    expect(answer.refresh_token).toBeUndefined()
  })

  it('takes the name of a sign-in for a person, and gives no ID token (RFC 7521 §4.1)', async () => {
    const answer = await ask(await assertionFor('alice@example.com'), { scope: 'openid orders:read' })
    expect(answer.status).toBe(200)
    expect((await recordOf(answer))?.sub).toBe('alice-sub')
    expect(answer.json).not.toHaveProperty('id_token')
    expect(answer.json).not.toHaveProperty('refresh_token')
  })

  it('gives a client a token for itself', async () => {
    const answer = await ask(await assertionFor('app'), { scope: 'orders:read' })
    expect(await recordOf(answer)).toMatchObject({ client_id: 'app', scope: 'orders:read' })
    expect(await recordOf(answer)).not.toHaveProperty('sub')
  })

  it('takes an assertion once, in parallel too (RFC 7523 §3)', async () => {
    const assertion = await assertionFor('alice-sub')
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(assertion)))
    expect(answers.filter(({ status }) => status === 200).length).toBe(1)
    expect(answers.filter(({ json }) => json.error === 'invalid_grant').length).toBe(19)
  })

  const away = (seconds: number) => () => server.clock.nowSeconds() + seconds
  it.each([
    ['another iss', { iss: 'other' }],
    ['no sub', { sub: undefined }],
    ['a sub that is no text', { sub: 7 }],
    ['a sub that nobody has', { sub: 'nobody' }],
    ['a sub who is blocked', { sub: 'bob-sub' }],
    ['another aud', { aud: 'https://elsewhere.example.com' }],
    ['no aud', { aud: undefined }],
    ['no exp', { exp: undefined }],
    ['an exp that has passed', { exp: away(-31) }],
    ['an exp that is far away', { exp: away(4000) }],
    ['an nbf that lies ahead', { nbf: away(60) }],
    ['an iat that lies ahead', { iat: away(60) }],
    ['no jti', { jti: undefined }]
  ])('refuses an assertion with %s (RFC 7523 §3)', async (_what, claims) => {
    const entries = Object.entries(claims as Record<string, unknown>)
    const now = entries.map(([name, value]) => [
      name,
      typeof value === 'function' ? (value as () => number)() : value
    ])
    const assertion = await assertionFor('alice-sub', {
      claims: Object.fromEntries(now) as Record<string, unknown>
    })
    expect(errorOf(await ask(assertion))).toEqual([400, 'invalid_grant'])
  })

  it('refuses a key that is not registered, a secret as key, a key in the header, and what is no JWT', async () => {
    const foreign = await makeKeyPair('ES256')
    const assertions = [
      await assertionFor('alice-sub', {}, foreign.privateKey),
      await signAssertion(server, 'app', secretKey(), { claims: { sub: 'alice-sub' } }),
      await assertionFor('alice-sub', { header: { jwk: key.publicJwk } }),
      `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{}').toString('base64url')}.`,
      'no JWT'
    ]
    for (const assertion of assertions) expect(errorOf(await ask(assertion))).toEqual([400, 'invalid_grant'])
    expect(errorOf(await ask(''))).toEqual([400, 'invalid_request'])
  })

  it('takes an assertion from its own client alone, which authenticates besides', async () => {
    const assertion = await assertionFor('alice-sub')
    expect(errorOf(await ask(assertion, {}, asOther))).toEqual([400, 'invalid_grant'])
    expect(errorOf(await ask(assertion, {}, {} as typeof asApp))).toEqual([401, 'invalid_client'])
  })

  it('needs consent on record where the client does not skip it', async () => {
    await server.store.clients.update('app', (client) => ({ ...client, skip_consent: false }))
    const wanted = { scope: 'orders:read' }
    expect(errorOf(await ask(await assertionFor('alice-sub'), wanted))).toEqual([400, 'invalid_grant'])
    await server.store.consents.insert({
      id: consentId('alice-sub', 'app'),
      sub: 'alice-sub',
      client_id: 'app',
      scope: 'orders:read',
      claims: [],
      authorization_details: [],
      given_at: server.clock.nowSeconds()
    })
    expect((await ask(await assertionFor('alice-sub'), wanted)).status).toBe(200)
    const more = await ask(await assertionFor('alice-sub'), { scope: 'orders:read orders:write' })
    expect(errorOf(more)).toEqual([400, 'invalid_grant'])
  })

  it('is refused while it is switched off, and for a blocked person', async () => {
    await server.change({ flows: { jwt_bearer: false } })
    expect((await ask(await assertionFor('alice-sub'))).json.error).toBe('unsupported_grant_type')
    await server.change({ flows: { jwt_bearer: true } })
    await block(server, { user: 'alice' })
    expect((await ask(await assertionFor('alice-sub'))).json.error).toBe('invalid_grant')
  })
})
