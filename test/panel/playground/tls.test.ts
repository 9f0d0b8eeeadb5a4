import { X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Draft } from '../../../src-main/contract'
import { makeCertificate } from '../../support/certificates'
import { refusalOf } from '../../support/panel/panel-call'
import { bodyOf, startPlayground, type PlaygroundWorld } from './world'

const authority = makeCertificate({ subject: 'Nobody’s authority', ca: true })
const vouchedFor = makeCertificate({
  subject: 'localhost',
  issuer: authority,
  san: { dns: 'localhost' },
  usage: 'server'
})
const alone = makeCertificate({ subject: 'localhost', san: { dns: 'localhost' }, usage: 'server' })

describe.each([
  ['that an authority vouches for', vouchedFor],
  ['that vouches for itself', alone]
])('the playground of a server with a certificate %s', (_name, tls) => {
  let world: PlaygroundWorld
  beforeAll(async () => {
    world = await startPlayground({ tls })
    await world.client({ client_id: 'app' })
  })
  afterAll(() => world.server.close())

  it('speaks TLS with it, and trusts it for that alone', async () => {
    const draft: Draft = {
      flow: 'openid_code',
      client_id: 'app',
      scope: 'openid',
      authorization: { par: true }
    }
    const { run, exchanges } = await world.runAll(draft)
    expect(run?.authorization?.redirect_uri).toMatch(/^https:\/\/localhost:\d+\/playground\/callback$/)
    expect(exchanges.map(({ verdict }) => verdict.ok)).toEqual([true, true, true])
    expect(exchanges.at(-1)?.idToken).toMatchObject({ signature: { ok: true } })
  })
})

describe('a client of the playground that shows a certificate (RFC 8705)', () => {
  let world: PlaygroundWorld
  beforeAll(async () => {
    world = await startPlayground({ tls: alone })
    await world.client({ client_id: 'app' })
    await world.call('playground.generateKey', { client_id: 'app' })
    const body = {
      token_endpoint_auth_method: 'self_signed_tls_client_auth',
      tls_client_certificate_bound_access_tokens: true,
      grant_types: [
        'authorization_code',
        'client_credentials',
        'urn:ietf:params:oauth:grant-type:device_code'
      ]
    }
    await world.call('clients.update', { params: { client_id: 'app' }, body })
    await world.server.change({ client_authentication: { self_signed_tls_client_auth: true } })
  })
  afterAll(() => world.server.close())

  it.each([
    { flow: 'oauth2_client_credentials' },
    { flow: 'oauth2_code' },
    { flow: 'openid_code', scope: 'openid', authorization: { par: true } },
    { flow: 'device' }
  ] as const)('gets its tokens with one of its own key: $flow', async (more) => {
    const draft: Draft = { client_id: 'app', ...more }
    expect((await world.prepare(draft)).mismatches).toEqual([])
    const { exchanges } = await world.runAll(draft)
    expect(exchanges.map(({ verdict }) => verdict.ok)).not.toContain(false)
  })

  it('uses what is bound to that certificate (§3)', async () => {
    const draft: Draft = { flow: 'openid_code', client_id: 'app', scope: 'openid' }
    const token = bodyOf((await world.runAll(draft)).exchanges.at(-1))['access_token']
    expect(await world.call('playground.use', { draft, use: 'userinfo', token })).toMatchObject({
      verdict: { ok: true, id: 'claims_received' }
    })
    const { cnf } = bodyOf(
      (await world.call('playground.use', { draft, use: 'introspect', token })) as Parameters<
        typeof bodyOf
      >[0]
    )
    expect(cnf).toMatchObject({ 'x5t#S256': expect.any(String) as string })
  })
})

describe('a client of the playground that an authority vouches for (RFC 8705 §2.1)', () => {
  let world: PlaygroundWorld
  beforeAll(async () => {
    world = await startPlayground({ tls: alone })
    await world.client({ client_id: 'bank, "inc"' })
    await world.server.change({ client_authentication: { tls_client_auth: true } })
  })
  afterAll(() => world.server.close())

  const draft: Draft = { flow: 'oauth2_code', client_id: 'bank, "inc"', method: 'tls_client_auth' }
  const missing = async () =>
    (await world.prepare(draft)).mismatches.find(({ id }) => id === 'certificate_missing')
  const makeCertificate = () => world.call('playground.makeCertificate', { client_id: draft.client_id })
  const register = (fields: Record<string, unknown>) =>
    world.call('clients.update', { params: { client_id: draft.client_id }, body: fields })

  it('is told that it has none, gets one with a name that is registered, and its tokens', async () => {
    expect((await missing())?.repair).toBe('generate_certificate')
    await makeCertificate()
    await register({ token_endpoint_auth_method: 'tls_client_auth' })
    expect((await world.prepare(draft)).mismatches).toEqual([])
    const { exchanges } = await world.runAll(draft)
    expect(exchanges.at(-1)?.verdict).toEqual({ ok: true, id: 'token_issued' })
  })

  it.each([
    ['tls_client_auth_subject_dn', 'CN=billing+OU=north,O=Bank\\, Inc.,ST=Ohio,C=US'],
    ['tls_client_auth_subject_dn', '2.5.4.3=\\c3\\a9t\\c3\\a9 \\ ,UID=7,DC=example,DC=org'],
    ['tls_client_auth_subject_dn', 'CN=DOMAIN\\\\cafe1,O=Bank'],
    ['tls_client_auth_san_dns', 'billing.example'],
    ['tls_client_auth_san_uri', 'spiffe://example/billing'],
    ['tls_client_auth_san_ip', '2001:db8::7'],
    ['tls_client_auth_san_email', 'billing@example.com']
  ])('needs another one when it is known by another name: %s %s', async (name, value) => {
    const known = (await world.server.store.clients.get(draft.client_id)) as unknown as Record<
      string,
      unknown
    >
    const former = Object.keys(known).find((key) => /^tls_client_auth_(subject|san)/.test(key))
    await register({ ...(former && { [former]: null }), [name]: value })
    expect((await missing())?.repair).toBe('generate_certificate')
    await makeCertificate()
    expect(await missing()).toBeUndefined()
    const { exchanges } = await world.runAll(draft)
    expect(exchanges.at(-1)?.verdict).toEqual({ ok: true, id: 'token_issued' })
    const { https } = await world.server.store.settings.get()
    expect(https.client_ca?.match(/BEGIN CERTIFICATE/g)).toHaveLength(1)
  })

  it('stands in it with the very characters of its name (RFC 4514 §2.4)', async () => {
    await register({ tls_client_auth_san_email: null, tls_client_auth_subject_dn: 'CN=DOMAIN\\\\cafe1' })
    const { certificate } = (await makeCertificate()) as { certificate: string }
    expect(new X509Certificate(certificate).toLegacyObject().subject.CN).toBe('DOMAIN\\cafe1')
  })

  it('is told which name can not stand in a certificate', async () => {
    await register({ tls_client_auth_subject_dn: 'billing' })
    expect(await refusalOf(makeCertificate())).toMatchObject({
      code: 'UNPROCESSABLE_CONTENT',
      issues: [{ path: ['tls_client_auth_subject_dn'] }]
    })
  })
})

describe('a client that would show a certificate without TLS', () => {
  it('is told that there is nowhere to show it', async () => {
    const world = await startPlayground()
    await world.client({ client_id: 'app' })
    const draft: Draft = {
      flow: 'oauth2_code',
      client_id: 'app',
      method: 'self_signed_tls_client_auth'
    }
    const ids = (await world.prepare(draft)).mismatches.map(({ id }) => id)
    expect(ids).toContain('certificate_needs_tls')
    await world.server.close()
  })
})
