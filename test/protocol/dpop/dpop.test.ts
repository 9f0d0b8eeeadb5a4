import { calculateJwkThumbprint, exportJWK, type JWK } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../support/start-server'
import { makeKeyPair, type KeyPair } from '../clients'
import { signProof, type ProofOptions } from './proofs'
import { askRaw, askToken, basic, postForm } from '../requests'

const FORM = { grant_type: 'client_credentials' }
const AUTH = basic('app', 'a-secret')

describe('DPoP at the token endpoint (RFC 9449 §4 and §5)', () => {
  let server: TestServer
  let key: KeyPair
  let other: KeyPair

  beforeAll(async () => {
    ;[key, other] = await Promise.all([makeKeyPair('ES256'), makeKeyPair('ES256')])
    const client = { client_secret: 'a-secret', grant_types: ['client_credentials' as const] }
    server = await startServer({
      clients: [
        { client_id: 'app', ...client },
        { client_id: 'bound', ...client, dpop_bound_access_tokens: true }
      ]
    })
  })
  afterAll(() => server.close())

  const lastReason = () => server.inspector.list(1)[0]?.reason
  const askWith = async (options: ProofOptions = {}, pair = key) =>
    askToken(server, FORM, { ...AUTH, DPoP: await signProof(server, pair, options) })

  it('issues a token that is bound to the key of the proof, and says so', async () => {
    const { status, json } = await askWith()
    expect([status, json.token_type]).toEqual([200, 'DPoP'])
    const told = await postForm(server, '/oauth2/introspect', { token: String(json.access_token) }, AUTH)
    const jkt = await calculateJwkThumbprint(key.publicJwk as JWK)
    expect(told.json).toMatchObject({ active: true, token_type: 'DPoP', cnf: { jkt } })
  })

  it('issues Bearer tokens without a proof, unless the client is registered with dpop_bound_access_tokens (§5.2)', async () => {
    expect((await askToken(server, FORM, AUTH)).json.token_type).toBe('Bearer')
    const { status, json } = await askToken(server, FORM, basic('bound', 'a-secret'))
    expect([status, json.error, lastReason()]).toEqual([400, 'invalid_dpop_proof', 'dpop-required'])
  })

  it.each(['RS256', 'PS256', 'ES384', 'ES512', 'EdDSA'])('takes a proof signed with %s', async (alg) => {
    expect((await askWith({ alg }, await makeKeyPair(alg))).status).toBe(200)
  })

  it.each([
    ['a query and a fragment', (address: string) => `${address}/oauth2/token?a=b#c`],
    ['a host in capitals', (address: string) => `${address.replace('localhost', 'LOCALHOST')}/oauth2/token`],
    ['dots and escapes', (address: string) => `${address}/oauth2/./x/../%74oken`]
  ])('compares htu without %s (§4.3, 9)', async (_name, htu) => {
    expect((await askWith({ claims: { htu: htu(server.address) } })).status).toBe(200)
  })

  it.each<[string, string, ProofOptions]>([
    ['another typ', 'dpop-malformed', { header: { typ: 'JWT' } }],
    ['no typ', 'dpop-malformed', { header: { typ: undefined } }],
    ['no key', 'dpop-malformed', { header: { jwk: undefined } }],
    ['a key that is no object', 'dpop-malformed', { header: { jwk: 'x' } }],
    ['a key of another kind', 'dpop-malformed', { header: { jwk: { kty: 'RSA', n: 'AQAB', e: 'AQAB' } } }],
    [
      'a damaged key',
      'dpop-signature-wrong',
      { header: { jwk: { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' } } }
    ],
    ['a critical header', 'dpop-malformed', { header: { crit: ['x'], x: 1 } }],
    ['no jti', 'dpop-claim-wrong', { claims: { jti: undefined } }],
    ['a jti that is no text', 'dpop-claim-wrong', { claims: { jti: 7 } }],
    ['another method', 'dpop-claim-wrong', { claims: { htm: 'GET' } }],
    ['a method in small letters', 'dpop-claim-wrong', { claims: { htm: 'post' } }],
    ['another address', 'dpop-claim-wrong', { path: '/oauth2/userinfo' }],
    ['another host', 'dpop-claim-wrong', { claims: { htu: 'https://elsewhere.example/oauth2/token' } }],
    ['no address', 'dpop-claim-wrong', { claims: { htu: undefined } }],
    ['what is no address', 'dpop-claim-wrong', { claims: { htu: 'token' } }],
    ['no iat', 'dpop-claim-wrong', { claims: { iat: undefined } }],
    ['an iat that is no number', 'dpop-claim-wrong', { claims: { iat: 'now' } }]
  ])('refuses a proof with %s (§4.3)', async (_name, reason, options) => {
    const signed =
      options.header && 'crit' in options.header
        ? withHeader(await signProof(server, key), options.header)
        : await signProof(server, key, options)
    const { status, json } = await askToken(server, FORM, { ...AUTH, DPoP: signed })
    expect([status, json.error, lastReason()]).toEqual([400, 'invalid_dpop_proof', reason])
  })

  it('accepts an iat of sixty seconds around now, and no other', async () => {
    for (const [by, status] of [
      [-61, 400],
      [-60, 200],
      [60, 200],
      [61, 400]
    ] as const)
      expect((await askWith({ claims: { iat: server.clock.nowSeconds() + by } })).status).toBe(status)
  })

  it('refuses a private key in the header', async () => {
    const { privateKey } = key
    const { status } = await askWith({ header: { jwk: await exportJWK(privateKey) } })
    expect([status, lastReason()]).toEqual([400, 'dpop-malformed'])
  })

  it('refuses a signature by another key than the one in the header', async () => {
    expect((await askWith({ header: { jwk: other.publicJwk } })).status).toBe(400)
    expect(lastReason()).toBe('dpop-signature-wrong')
  })

  it.each(['none', 'HS256', undefined, 7])('refuses the algorithm %s', async (alg) => {
    const proof = withHeader(await signProof(server, key), { alg })
    const { status, json } = await askToken(server, FORM, { ...AUTH, DPoP: proof })
    expect([status, json.error]).toEqual([400, 'invalid_dpop_proof'])
  })

  it.each(['', 'x', 'a.b.c', 'e30.e30.', `${'A'.repeat(3000)}.${'A'.repeat(3000)}.A`])(
    'refuses what is no proof: %.20s',
    async (proof) => {
      const { status, json } = await askToken(server, FORM, { ...AUTH, DPoP: proof })
      expect([status, json.error]).toEqual([400, 'invalid_dpop_proof'])
    }
  )

  it('takes a proof once, also of many at the same time, for as long as it could be accepted (§11.1)', async () => {
    const DPoP = await signProof(server, key, { claims: { iat: server.clock.nowSeconds() + 60 } })
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => askToken(server, FORM, { ...AUTH, DPoP }))
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    server.clock.advance({ seconds: 120 })
    expect((await askToken(server, FORM, { ...AUTH, DPoP })).status).toBe(400)
    expect(lastReason()).toBe('dpop-replayed')
  })

  it('takes the same jti from another key, which is another proof', async () => {
    const claims = { jti: 'the same' }
    expect((await askWith({ claims })).status).toBe(200)
    expect((await askWith({ claims }, other)).status).toBe(200)
    expect((await askWith({ claims })).status).toBe(400)
  })

  it('refuses two proofs in one request (§4.3, 1)', async () => {
    const [one, two] = await Promise.all([signProof(server, key), signProof(server, key)])
    const { status, json } = await askRaw(server, {
      method: 'POST',
      path: '/oauth2/token',
      headers: [
        'Host',
        `localhost:${server.port}`,
        'Content-Type',
        'application/x-www-form-urlencoded',
        'Authorization',
        AUTH.Authorization,
        'DPoP',
        one,
        'DPoP',
        two
      ],
      body: 'grant_type=client_credentials'
    })
    expect([status, json.error, lastReason()]).toEqual([400, 'invalid_dpop_proof', 'dpop-malformed'])
  })
})

/** The proof with another header in front; its signature is no longer right. */
function withHeader(proof: string, more: Record<string, unknown>): string {
  const [head = '', ...rest] = proof.split('.')
  const header = JSON.parse(Buffer.from(head, 'base64url').toString()) as Record<string, unknown>
  return [Buffer.from(JSON.stringify({ ...header, ...more })).toString('base64url'), ...rest].join('.')
}
