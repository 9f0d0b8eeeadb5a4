import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  CLIENT_AUTHENTICATION_NAMES,
  DEFAULT_SETTINGS,
  FLOW_NAMES,
  GRANT_TYPES,
  patchSettings,
  RESPONSE_TYPES
} from '../../../src-main/model'
import { startServer, type TestServer } from '../../support/start-server'
import { PLAIN_METHODS } from '../clients'
import { ask } from '../requests'

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
    const all = await metadata()
    expect(all).toMatchObject({
      issuer: server.address,
      authorization_endpoint: at('authorize'),
      pushed_authorization_request_endpoint: at('par'),
      device_authorization_endpoint: at('device_authorization'),
      token_endpoint: at('token'),
      userinfo_endpoint: at('userinfo'),
      introspection_endpoint: at('introspect'),
      revocation_endpoint: at('revoke'),
      end_session_endpoint: at('logout'),
      check_session_iframe: at('check-session'),
      jwks_uri: at('jwks.json'),
      grant_types_supported: [...GRANT_TYPES],
      response_types_supported: [...RESPONSE_TYPES],
      subject_types_supported: ['public', 'pairwise'],
      id_token_signing_alg_values_supported: ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'],
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true
    })
    expect(all.scopes_supported).toEqual(
      expect.arrayContaining(['openid', 'profile', 'offline_access', 'orders:read', 'user', 'administrator'])
    )
    // It is given by an administrator alone, so there is no use in asking for it.
    expect(all.scopes_supported).not.toContain('admin')
    expect(all).not.toHaveProperty('registration_endpoint')
  })

  it('names the methods of each endpoint, and their algorithms (RFC 8414 §2)', async () => {
    const hmac = ['HS256', 'HS384', 'HS512']
    const rsa = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512']
    const signatures = [...rsa, 'ES256', 'ES384', 'ES512', 'EdDSA']
    const proving = PLAIN_METHODS.filter((name) => name !== 'none')
    expect(await metadata()).toMatchObject({
      token_endpoint_auth_methods_supported: PLAIN_METHODS,
      token_endpoint_auth_signing_alg_values_supported: [...hmac, ...signatures],
      introspection_endpoint_auth_methods_supported: proving,
      introspection_endpoint_auth_signing_alg_values_supported: [...hmac, ...signatures],
      revocation_endpoint_auth_methods_supported: PLAIN_METHODS,
      revocation_endpoint_auth_signing_alg_values_supported: [...hmac, ...signatures]
    })
  })

  it('names certificates as proof under https alone (RFC 8705 §2)', async () => {
    expect(await metadata()).toMatchObject({ tls_client_certificate_bound_access_tokens: false })
    await server.change({ issuer: 'https://login.example.com' })
    const secure = await metadata()
    expect(secure.token_endpoint_auth_methods_supported).toEqual([...CLIENT_AUTHENTICATION_NAMES])
    expect(secure.tls_client_certificate_bound_access_tokens).toBe(true)
    await server.change({ issuer: null })
  })

  it('names endpoints that are there', async () => {
    const document = await metadata()
    const endpoints = Object.entries(document).filter(([name]) => /_(endpoint|uri|iframe)$/.test(name))
    expect(endpoints.length).toBeGreaterThanOrEqual(10)
    for (const [name, url] of endpoints) {
      const isRead = ['jwks_uri', 'check_session_iframe', 'end_session_endpoint'].includes(name)
      const { status } = await fetch(String(url), { method: isRead ? 'GET' : 'POST', redirect: 'manual' })
      expect([200, 303, 400, 401], name).toContain(status)
    }
  })

  it('stops naming a flow and a method at once when they are switched off', async () => {
    await server.change({
      flows: { oauth2_client_credentials: false },
      client_authentication: { private_key_jwt: false, client_secret_basic: false }
    })
    const document = await metadata()
    expect(document.grant_types_supported).not.toContain('client_credentials')
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

  it('keeps naming the code while one of its two flows is on, and drops it with the second', async () => {
    await server.change({ flows: { oauth2_code: false, openid_hybrid: false } })
    expect((await metadata()).response_types_supported).toContain('code')
    await server.change({ flows: { openid_code: false } })
    const without = await metadata()
    expect(without.response_types_supported).toEqual(['token', 'id_token', 'id_token token'])
    expect(without.grant_types_supported).not.toContain('authorization_code')
    expect(without).not.toHaveProperty('code_challenge_methods_supported')
    await server.change({ flows: { oauth2_code: true, openid_hybrid: true, openid_code: true } })
  })

  it('names no endpoint of a flow that is off', async () => {
    const on = { flows: { ...DEFAULT_SETTINGS.flows } }
    const off = Object.fromEntries(FLOW_NAMES.map((name) => [name, name === 'oauth2_client_credentials']))
    await server.change({ flows: off })
    const document = await metadata()
    for (const name of ['authorization_endpoint', 'device_authorization_endpoint', 'userinfo_endpoint'])
      expect(document).not.toHaveProperty(name)
    expect(document.response_types_supported).toEqual([])
    await server.change(on)
  })

  it('names registration, plain PKCE and sign-up once they are switched on', async () => {
    await server.change({
      dynamic_registration: 'open',
      pkce: { plain: true },
      accounts: { registration: true }
    })
    expect(await metadata()).toMatchObject({
      registration_endpoint: `${server.address}/oauth2/register`,
      code_challenge_methods_supported: ['S256', 'plain'],
      prompt_values_supported: expect.arrayContaining(['create'])
    })
    await server.change({
      dynamic_registration: 'off',
      pkce: { plain: false },
      accounts: { registration: false }
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
    const preview = await server.protocol.metadata(settings)
    expect(preview.grant_types_supported).not.toContain('client_credentials')
    expect((await metadata()).grant_types_supported).toContain('client_credentials')
  })

  it('may not be kept without asking again, since switches act at once', async () => {
    const { headers } = await ask(server, address)
    expect(headers.get('cache-control')).toBe('no-cache')
    expect(headers.get('content-type')).toBe('application/json')
  })
})
