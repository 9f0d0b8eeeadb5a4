import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { register } from '../../support/relying-party'
import { startServer, type TestServer } from '../../support/start-server'
import { makeKeyPair } from '../clients'

const CALLBACK = 'https://rp.example.com/cb'
const IMPLICIT = { grant_types: ['implicit'], response_types: ['id_token'] }

describe('the metadata of a registration', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startServer({
      settings: { dynamic_registration: 'open', flows: { oauth2_password: false } }
    })
  })
  afterAll(() => server.close())

  const REDIRECT_URIS: Record<string, unknown>[] = [
    { redirect_uris: undefined },
    { redirect_uris: [] },
    { redirect_uris: 'https://rp.example.com/cb' },
    { redirect_uris: [7] },
    { redirect_uris: ['/relative'] },
    { redirect_uris: ['https://rp.example.com/cb#fragment'] },
    { redirect_uris: ['https://*.example.com/cb'] },
    { redirect_uris: ['https://user:secret@rp.example.com/cb'] },
    { redirect_uris: ['javascript:alert(1)'] },
    { redirect_uris: ['data:text/html,x'] },
    { redirect_uris: ['https://rp.example.com/\ncb'] },
    { redirect_uris: Array.from({ length: 101 }, (_, index) => `https://rp.example.com/${index}`) },
    { redirect_uris: ['http://rp.example.com/cb'], ...IMPLICIT },
    { redirect_uris: ['com.example.app:/cb'], ...IMPLICIT },
    { redirect_uris: ['https://rp.example.com/cb'], application_type: 'native' },
    { redirect_uris: ['http://rp.example.com/cb'], application_type: 'native' }
  ]
  it.each(REDIRECT_URIS)('refuses %o with invalid_redirect_uri (RFC 7591 §3.2.2)', async (metadata) => {
    const { status, json } = await register(server, metadata)
    expect(status).toBe(400)
    expect(json).toMatchObject({
      error: 'invalid_redirect_uri',
      error_description: expect.stringContaining('redirect_uris') as string
    })
  })

  it.each<[string, Record<string, unknown>]>([
    [
      'web and a loopback address, with the implicit grant',
      { redirect_uris: ['http://localhost:3000/cb'], ...IMPLICIT }
    ],
    ['web and http, with the code flow', { redirect_uris: ['http://rp.example.com/cb'] }],
    [
      'native and a scheme of its own',
      { redirect_uris: ['com.example.app:/cb'], application_type: 'native' }
    ],
    ['native and a loopback address', { redirect_uris: ['http://127.0.0.1/cb'], application_type: 'native' }],
    ['no redirect URI where none is needed', { grant_types: ['client_credentials'] }]
  ])('takes %s', async (_what, metadata) => {
    const { status, text } = await register(server, metadata)
    expect(status, text).toBe(201)
  })

  const REFUSED: [field: string, metadata: Record<string, unknown>, accepted?: string][] = [
    ['client_name', { client_name: { en: 'My App' } }],
    ['client_name', { client_name: 'two\nlines' }],
    ['client_uri', { client_uri: 'javascript:alert(1)' }],
    ['logo_uri', { logo_uri: 'data:text/html,x' }],
    ['logo_base64', { logo_base64: 'data:text/html;base64,AAAA' }],
    ['contacts', { contacts: 'me@example.com' }],
    ['grant_types', { grant_types: ['telepathy'] }, 'authorization_code'],
    ['grant_types', { grant_types: 'authorization_code' }],
    ['grant_types', { grant_types: ['authorization_code', 'password'] }, 'client_credentials'],
    ['grant_types', { grant_types: ['urn:ietf:params:oauth:grant-type:jwt-bearer'] }, 'client_credentials'],
    ['response_types', { response_types: ['tokens'] }, 'id_token'],
    ['response_types', { response_types: ['id_token'] }, 'implicit'],
    ['response_types', { grant_types: ['implicit'], response_types: ['code'] }, 'authorization_code'],
    ['token_endpoint_auth_method', { token_endpoint_auth_method: 'password' }, 'private_key_jwt'],
    ['token_endpoint_auth_signing_alg', { token_endpoint_auth_signing_alg: 'RS256' }],
    ['jwks', { token_endpoint_auth_method: 'private_key_jwt' }],
    ['jwks', { jwks: { keys: [{ kty: 'oct', k: 'AAAA' }] } }],
    ['jwks_uri', { jwks_uri: 'file:///etc/passwd' }],
    ['application_type', { application_type: 'mobile' }, 'native'],
    ['subject_type', { subject_type: 'secret' }, 'pairwise'],
    ['sector_identifier_uri', { sector_identifier_uri: 'http://rp.example.com/sector' }, 'https'],
    ['id_token_signed_response_alg', { id_token_signed_response_alg: 'none' }, 'ES256'],
    ['id_token_encrypted_response_enc', { id_token_encrypted_response_enc: 'A128GCM' }],
    ['userinfo_encrypted_response_alg', { userinfo_encrypted_response_alg: 'RSA-OAEP' }, 'RSA-OAEP-256'],
    ['default_max_age', { default_max_age: -1 }],
    ['require_auth_time', { require_auth_time: 'yes' }],
    ['post_logout_redirect_uris', { post_logout_redirect_uris: ['javascript:alert(1)'] }],
    ['backchannel_logout_uri', { backchannel_logout_uri: 'https://rp.example.com/out#x' }],
    ['backchannel_logout_uri', { backchannel_logout_uri: 'mailto:me@example.com' }],
    ['frontchannel_logout_uri', { frontchannel_logout_uri: 'https://elsewhere.example.com/out' }],
    ['frontchannel_logout_uri', { frontchannel_logout_uri: 'http://rp.example.com/out' }],
    ['scope', { scope: 'two  spaces' }],
    ['grant_types', { grant_types: ['client_credentials'], token_endpoint_auth_method: 'none' }]
  ]
  it.each(REFUSED)('is refused for its %s: %o', async (field, metadata, accepted = '') => {
    const { status, json } = await register(server, { redirect_uris: [CALLBACK], ...metadata })
    expect(status).toBe(400)
    expect(json.error).toBe('invalid_client_metadata')
    expect(json.error_description).toContain(field)
    expect(json.error_description).toContain(accepted)
  })

  it.each(['', '{', '[]', '"text"', 'null', '7', `{"jwks":${'['.repeat(30_000)}${']'.repeat(30_000)}}`])(
    'is one JSON object: %j is refused (RFC 7591 §3.1)',
    async (body) => {
      const { status, json } = await register(server, body)
      expect(status).toBe(400)
      expect(json.error).toBe('invalid_client_metadata')
    }
  )

  it('comes as application/json alone', async () => {
    const answer = await register(server, `redirect_uris=${CALLBACK}`, {
      'Content-Type': 'application/x-www-form-urlencoded'
    })
    expect(answer).toMatchObject({ status: 400, json: { error: 'invalid_request' } })
  })

  it('holds no software statement, since none is trusted (RFC 7591 §2.3)', async () => {
    const { json } = await register(server, { redirect_uris: [CALLBACK], software_statement: 'a.b.c' })
    expect(json.error).toBe('invalid_software_statement')
  })

  it('may name keys and encryption, which come back as they were sent', async () => {
    const { publicJwk } = await makeKeyPair('RSA-OAEP-256', 'one')
    const metadata = {
      jwks: { keys: [publicJwk] },
      id_token_signed_response_alg: 'ES256',
      id_token_encrypted_response_alg: 'RSA-OAEP-256',
      id_token_encrypted_response_enc: 'A256GCM'
    }
    const { status, json, text } = await register(server, { redirect_uris: [CALLBACK], ...metadata })
    expect(status, text).toBe(201)
    expect(json).toMatchObject(metadata)
  })

  it('takes a response type in any order of its parts (OAuth 2.0 Multiple Response Types §3)', async () => {
    const { json } = await register(server, {
      redirect_uris: [CALLBACK],
      grant_types: ['authorization_code', 'implicit'],
      response_types: ['token id_token code']
    })
    expect(json.response_types).toEqual(['code id_token token'])
  })

  it('follows the switches of the server at once', async () => {
    const metadata = { redirect_uris: [CALLBACK], token_endpoint_auth_method: 'client_secret_post' }
    await server.change({ client_authentication: { client_secret_post: false } })
    expect((await register(server, metadata)).json.error_description).toContain('client_secret_basic')
    await server.change({ client_authentication: { client_secret_post: true } })
    expect((await register(server, metadata)).status).toBe(201)
  })
})

describe('a sector identifier (OpenID Connect Registration §5)', () => {
  let server: TestServer
  let publisher: Server
  let published: string
  let address: string
  beforeAll(async () => {
    publisher = createServer((request, response) => {
      if (request.url === '/moved') response.writeHead(302, { Location: '/sector' }).end()
      else response.setHeader('Content-Type', 'application/json').end(published)
    })
    await new Promise<void>((resolve) => publisher.listen(0, '127.0.0.1', resolve))
    address = `http://127.0.0.1:${(publisher.address() as AddressInfo).port}`
    server = await startServer({ settings: { dynamic_registration: 'open' } })
  })
  afterAll(async () => {
    await server.close()
    await new Promise((resolve) => publisher.close(resolve))
  })

  const uris = ['https://one.example.com/cb', 'https://two.example.com/cb']
  const registerSector = (path = '/sector') =>
    register(server, {
      redirect_uris: uris,
      subject_type: 'pairwise',
      sector_identifier_uri: `${address}${path}`
    })

  it('is taken when its document names every redirect URI', async () => {
    published = JSON.stringify([...uris, 'https://three.example.com/cb'])
    const { status, json, text } = await registerSector()
    expect(status, text).toBe(201)
    expect(json).toMatchObject({ subject_type: 'pairwise', sector_identifier_uri: `${address}/sector` })
  })

  it.each([
    ['names one alone', JSON.stringify(uris.slice(1))],
    ['is no list', JSON.stringify({ uris })],
    ['is no JSON', '<html>']
  ])('is refused when its document %s', async (_what, document) => {
    published = document
    expect((await registerSector()).json).toMatchObject({
      error: 'invalid_client_metadata',
      error_description: expect.stringContaining('sector_identifier_uri') as string
    })
  })

  it('is refused when it moved, or nobody is there, or it lies at a private address that is not allowed', async () => {
    published = JSON.stringify(uris)
    expect((await registerSector('/moved')).json.error).toBe('invalid_client_metadata')
    await server.change({ outbound: { private_addresses: false } })
    expect((await registerSector()).json.error).toBe('invalid_client_metadata')
    await server.change({ outbound: { private_addresses: null } })
    expect((await registerSector()).status).toBe(201)
  })

  it('is required by pairwise with redirect URIs at several hosts (OpenID Connect Core §8.1)', async () => {
    const { json } = await register(server, { redirect_uris: uris, subject_type: 'pairwise' })
    expect(json.error_description).toContain('sector_identifier_uri')
  })
})
