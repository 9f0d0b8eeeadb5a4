import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CLIENT_AUTHENTICATION_NAMES, DEFAULT_SETTINGS, patchSettings } from '../../src-main/model'
import { startServer, type TestServer } from '../support/start-server'
import { ask } from './requests'

const ADDRESSES = ['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server']

describe.each(ADDRESSES)('the metadata at %s (RFC 8414, OpenID Connect Discovery 1.0)', (address) => {
  let server: TestServer

  beforeAll(async () => {
    server = await startServer({ scopes: ['orders:read'] })
  })
  afterAll(() => server.close())

  const metadata = async () => (await ask(server, address)).json

  it('names every endpoint below the issuer, and what is switched on', async () => {
    const at = (path: string) => `${server.address}/oauth2/${path}`
    const hmac = ['HS256', 'HS384', 'HS512']
    const signatures = [
      'RS256',
      'RS384',
      'RS512',
      'PS256',
      'PS384',
      'PS512',
      'ES256',
      'ES384',
      'ES512',
      'EdDSA'
    ]
    const proving = CLIENT_AUTHENTICATION_NAMES.filter((name) => name !== 'none')
    expect(await metadata()).toEqual({
      issuer: server.address,
      token_endpoint: at('token'),
      introspection_endpoint: at('introspect'),
      revocation_endpoint: at('revoke'),
      jwks_uri: at('jwks.json'),
      grant_types_supported: ['client_credentials'],
      response_types_supported: [],
      subject_types_supported: [],
      id_token_signing_alg_values_supported: [],
      scopes_supported: ['orders:read'],
      token_endpoint_auth_methods_supported: [...CLIENT_AUTHENTICATION_NAMES],
      token_endpoint_auth_signing_alg_values_supported: [...hmac, ...signatures],
      introspection_endpoint_auth_methods_supported: proving,
      introspection_endpoint_auth_signing_alg_values_supported: [...hmac, ...signatures],
      revocation_endpoint_auth_methods_supported: [...CLIENT_AUTHENTICATION_NAMES],
      revocation_endpoint_auth_signing_alg_values_supported: [...hmac, ...signatures]
    })
  })

  it('names endpoints that are there', async () => {
    const document = await metadata()
    const endpoints = Object.entries(document).filter(([name]) => /_(endpoint|uri)$/.test(name))
    expect(endpoints.length).toBeGreaterThanOrEqual(4)
    for (const [name, url] of endpoints) {
      const { status } = await fetch(String(url), { method: name === 'jwks_uri' ? 'GET' : 'POST' })
      expect([200, 400], name).toContain(status)
    }
  })

  it('stops naming a flow and a method at once when they are switched off', async () => {
    await server.change({
      flows: { oauth2_client_credentials: false },
      client_authentication: { private_key_jwt: false, client_secret_basic: false }
    })
    const document = await metadata()
    expect(document.grant_types_supported).toEqual([])
    for (const endpoint of ['token', 'introspection', 'revocation']) {
      const methods = document[`${endpoint}_endpoint_auth_methods_supported`] as string[]
      expect(methods).not.toContain('private_key_jwt')
      expect(methods).not.toContain('client_secret_basic')
      expect(document[`${endpoint}_endpoint_auth_signing_alg_values_supported`]).toEqual([
        'HS256',
        'HS384',
        'HS512'
      ])
    }
    await server.change({
      flows: { oauth2_client_credentials: true },
      client_authentication: { private_key_jwt: true, client_secret_basic: true }
    })
  })

  it('names no algorithms where no method signs (RFC 8414 §2)', async () => {
    await server.change({ client_authentication: { private_key_jwt: false, client_secret_jwt: false } })
    expect(await metadata()).not.toHaveProperty('token_endpoint_auth_signing_alg_values_supported')
    await server.change({ client_authentication: { private_key_jwt: true, client_secret_jwt: true } })
  })

  it('follows the issuer of the settings', async () => {
    await server.change({ issuer: 'https://login.example.com/oauth' })
    expect(await metadata()).toMatchObject({
      issuer: 'https://login.example.com/oauth',
      token_endpoint: 'https://login.example.com/oauth/oauth2/token'
    })
    await server.change({ issuer: null })
  })

  it('can be seen with other settings before they are saved', async () => {
    const settings = patchSettings(DEFAULT_SETTINGS, { flows: { oauth2_client_credentials: false } })
    expect((await server.protocol.metadata(settings)).grant_types_supported).toEqual([])
    expect((await metadata()).grant_types_supported).toEqual(['client_credentials'])
  })

  it('may not be kept without asking again, since switches act at once', async () => {
    const { headers } = await ask(server, address)
    expect(headers.get('cache-control')).toBe('no-cache')
    expect(headers.get('content-type')).toBe('application/json')
  })
})
