import { createHash, X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ClientInput, Jwk } from '../../../src-main/model'
import { clientSchema } from '../../../src-main/model'
import {
  makeCertificate,
  publicJwkOf,
  type Certificate,
  type CertificateOptions
} from '../../support/certificates'
import { createHttpsFetch } from '../../support/https-fetch'
import { startServer, type TestServer } from '../../support/start-server'

const ca = makeCertificate({ subject: 'Test authority', ca: true })
const serverCert = makeCertificate({
  subject: 'localhost',
  issuer: ca,
  san: { dns: 'localhost' },
  usage: 'server'
})
const SUBJECT = [
  ['C', 'DE'],
  ['O', 'Acme, Inc.'],
  ['CN', 'billing']
] as const
const own = makeCertificate({
  subject: SUBJECT,
  issuer: ca,
  usage: 'client',
  san: { dns: 'billing.example', uri: 'urn:billing', ip: '::1', email: 'billing@example.org' }
})
const thumbprintOf = ({ cert }: Certificate) =>
  createHash('sha256').update(new X509Certificate(cert).raw).digest('base64url')

describe('mutual TLS (RFC 8705)', () => {
  let server: TestServer

  beforeAll(async () => {
    server = await startServer({
      tls: serverCert,
      settings: { https: { client_ca: ca.cert } },
      clients: [
        {
          client_id: 'secret',
          client_secret: 'a-secret',
          token_endpoint_auth_method: 'client_secret_post',
          grant_types: ['client_credentials'],
          tls_client_certificate_bound_access_tokens: true
        }
      ]
    })
  })
  afterAll(() => server.close())

  const lastReason = () => server.inspector.list(1)[0]?.reason

  async function post(path: string, form: Record<string, string>, shown?: Certificate, chain = '') {
    const fetchWith = createHttpsFetch({
      ca: ca.cert,
      ...(shown && { cert: shown.cert + chain, key: shown.key })
    })
    const response = await fetchWith(server.address + path, {
      method: 'POST',
      body: new URLSearchParams(form)
    })
    const text = await response.text()
    return { status: response.status, json: JSON.parse(text || '{}') as Record<string, unknown> }
  }

  /** Registers the client `app` like this, then asks for a token in its name. */
  async function askAs(registered: Partial<ClientInput>, shown?: Certificate, chain = '') {
    const client = clientSchema.parse({
      client_id: 'app',
      grant_types: ['client_credentials'],
      ...registered
    })
    await server.store.clients.upsert('app', () => client)
    return post('/oauth2/token', { grant_type: 'client_credentials', client_id: 'app' }, shown, chain)
  }

  const byName = (name: Partial<ClientInput>): Partial<ClientInput> => ({
    token_endpoint_auth_method: 'tls_client_auth',
    ...name
  })
  const BY_DNS = byName({ tls_client_auth_san_dns: 'billing.example' })

  describe('tls_client_auth (§2.1)', () => {
    it.each<[string, Partial<ClientInput>]>([
      ['its subject', { tls_client_auth_subject_dn: 'CN=billing,O=Acme\\, Inc.,C=DE' }],
      [
        'its subject in another spelling',
        { tls_client_auth_subject_dn: '2.5.4.3 = Billing, o=acme\\2C  inc., c=de' }
      ],
      ['a DNS name', { tls_client_auth_san_dns: 'BILLING.example' }],
      ['a URI', { tls_client_auth_san_uri: 'urn:billing' }],
      ['an address', { tls_client_auth_san_ip: '0:0:0:0:0:0:0:1' }],
      ['a mailbox', { tls_client_auth_san_email: 'billing@EXAMPLE.org' }]
    ])('knows a client by %s', async (_name, name) => {
      expect((await askAs(byName(name), own)).status).toBe(200)
    })

    it.each(['DOMAIN\\\\cafe1', 'DOMAIN\\5Ccafe1'])(
      'reads its registered name from left to right: %s (RFC 4514 §2.4)',
      async (name) => {
        const shown = makeCertificate({ subject: 'DOMAIN\\cafe1', issuer: ca, usage: 'client' })
        const registered = byName({ tls_client_auth_subject_dn: `CN=${name}` })
        expect((await askAs(registered, shown)).status).toBe(200)
      }
    )

    it.each<[string, Partial<ClientInput>]>([
      ['subject', { tls_client_auth_subject_dn: 'CN=billing,O=Acme,C=DE' }],
      ['order', { tls_client_auth_subject_dn: 'C=DE,O=Acme\\, Inc.,CN=billing' }],
      ['DNS name', { tls_client_auth_san_dns: 'example' }],
      ['URI', { tls_client_auth_san_uri: 'urn:Billing' }],
      ['address', { tls_client_auth_san_ip: '127.0.0.1' }],
      ['mailbox', { tls_client_auth_san_email: 'Billing@example.org' }]
    ])('refuses a certificate with another %s', async (_name, name) => {
      const { status, json } = await askAs(byName(name), own)
      expect([status, json.error, lastReason()]).toEqual([401, 'invalid_client', 'certificate-differs'])
    })

    const stranger = makeCertificate({ subject: 'Test authority', ca: true })
    it.each<[string, Partial<CertificateOptions>]>([
      ['signed by a stranger of the same name', { issuer: stranger }],
      ['expired', { from: Date.now() - 9e7, to: Date.now() - 1e6 }],
      ['not yet valid', { from: Date.now() + 1e7, to: Date.now() + 9e7 }],
      ['for servers', { usage: 'server' }],
      ['signed by a certificate that is no authority', { issuer: own }]
    ])('refuses a certificate that is %s', async (_name, options) => {
      const shown = makeCertificate({ subject: 'x', issuer: ca, san: { dns: 'billing.example' }, ...options })
      expect((await askAs(BY_DNS, shown)).status).toBe(401)
      expect(lastReason()).toBe('certificate-untrusted')
    })

    it('trusts one that signs itself under a trusted name no more than others', async () => {
      const shown = makeCertificate({ subject: 'Test authority', san: { dns: 'billing.example' } })
      expect((await askAs(BY_DNS, shown)).status).toBe(401)
    })

    it('follows the certificates that were sent along up to the authority', async () => {
      const between = makeCertificate({ subject: 'Between', issuer: ca, ca: true })
      const shown = makeCertificate({ subject: 'x', issuer: between, san: { dns: 'billing.example' } })
      expect((await askAs(BY_DNS, shown)).status).toBe(401)
      expect((await askAs(BY_DNS, shown, between.cert)).status).toBe(200)
    })

    it('asks the clock and the settings of now', async () => {
      server.clock.advance({ seconds: 100_000 })
      expect((await askAs(BY_DNS, own)).status).toBe(401)
      server.clock.advance({ seconds: -100_000 })
      await server.change({ https: { client_ca: null } })
      expect((await askAs(BY_DNS, own)).status).toBe(401)
      await server.change({ https: { client_ca: `damaged\n${ca.cert}` } })
      expect((await askAs(BY_DNS, own)).status).toBe(200)
    })

    it('tells a client that showed no certificate to show one', async () => {
      const { status, json } = await askAs(BY_DNS)
      expect([status, lastReason()]).toEqual([401, 'certificate-missing'])
      expect(json.error_description).toContain('TLS handshake')
    })

    it('is switched off by its setting', async () => {
      await server.change({ client_authentication: { tls_client_auth: false } })
      expect((await askAs(BY_DNS, own)).status).toBe(401)
      expect(lastReason()).toBe('client-authentication-off')
      await server.change({ client_authentication: { tls_client_auth: true } })
    })
  })

  describe('self_signed_tls_client_auth (§2.2)', () => {
    const selfSigned = makeCertificate({ subject: 'anybody' })
    const bySelf = (shown: Certificate): Partial<ClientInput> => ({
      token_endpoint_auth_method: 'self_signed_tls_client_auth',
      jwks: { keys: [publicJwkOf(shown) as Jwk] }
    })

    it('knows a client by the key of its certificate, which nobody vouches for', async () => {
      expect((await askAs(bySelf(selfSigned), selfSigned)).status).toBe(200)
    })

    it('refuses another key, even in a certificate with the same name', async () => {
      expect((await askAs(bySelf(selfSigned), makeCertificate({ subject: 'anybody' }))).status).toBe(401)
      expect(lastReason()).toBe('certificate-differs')
      expect((await askAs(bySelf(selfSigned))).status).toBe(401)
    })
  })

  describe('certificate-bound access tokens (§3)', () => {
    const form = { grant_type: 'client_credentials', client_id: 'secret', client_secret: 'a-secret' }

    it('carry the thumbprint of the certificate of the connection, which introspection tells', async () => {
      const { json } = await post('/oauth2/token', form, own)
      expect(json.token_type).toBe('Bearer')
      const asked = { token: String(json.access_token), client_id: 'secret', client_secret: 'a-secret' }
      const told = await post('/oauth2/introspect', asked)
      expect(told.json).toMatchObject({ active: true, cnf: { 'x5t#S256': thumbprintOf(own) } })
    })

    it('are not issued to a client that showed no certificate', async () => {
      expect((await post('/oauth2/token', form)).json.error).toBe('invalid_request')
      expect(lastReason()).toBe('certificate-missing')
    })

    it('open userinfo with that certificate alone', async () => {
      const { json } = await post('/oauth2/token', form, own)
      const access_token = String(json.access_token)
      for (const shown of [undefined, makeCertificate({ subject: 'thief', issuer: ca })]) {
        expect((await post('/oauth2/userinfo', { access_token }, shown)).status).toBe(401)
        expect(lastReason()).toBe('token-binding-differs')
      }
      await post('/oauth2/userinfo', { access_token }, own)
      expect(lastReason()).not.toBe('token-binding-differs')
    })
  })

  it('lists its methods where the server speaks TLS', async () => {
    const response = await createHttpsFetch({ ca: ca.cert })(
      `${server.address}/.well-known/openid-configuration`
    )
    const metadata = (await response.json()) as Record<string, unknown>
    expect(metadata.issuer).toBe(server.address)
    expect(metadata.tls_client_certificate_bound_access_tokens).toBe(true)
    expect(metadata.token_endpoint_auth_methods_supported).toEqual(
      expect.arrayContaining(['tls_client_auth', 'self_signed_tls_client_auth'])
    )
  })
})
