import * as client from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeKeyPair, SECRET, type KeyPair } from '../../protocol/clients'
import { CALLBACK, PASSWORD } from '../../protocol/flow-world'
import { createPersonBrowser } from '../../support/browser/person-browser'
import type { TestServer } from '../../support/start-server'
import { AFTER_SIGN_OUT, startForClients, visit } from './relying-party'

describe('openid-client signs a person in', () => {
  let server: TestServer
  let key: KeyPair
  beforeAll(async () => {
    key = await makeKeyPair('ES256', 'request-key')
    server = await startForClients(key)
  })
  afterAll(() => server.close())

  const discover = (...more: ((config: client.Configuration) => void)[]) =>
    client.discovery(new URL(server.address), 'standard', undefined, client.ClientSecretBasic(SECRET), {
      execute: [client.allowInsecureRequests, ...more]
    })

  const secrets = async () => {
    const pkceCodeVerifier = client.randomPKCECodeVerifier()
    const [expectedState, expectedNonce] = [client.randomState(), client.randomNonce()]
    const parameters = {
      redirect_uri: CALLBACK,
      scope: 'openid profile offline_access',
      prompt: 'consent',
      state: expectedState,
      nonce: expectedNonce,
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256'
    }
    return { parameters, checks: { pkceCodeVerifier, expectedState, expectedNonce } }
  }

  const signIn = async (
    config: client.Configuration,
    build: (parameters: Record<string, string>) => URL | Promise<URL> = (parameters) =>
      client.buildAuthorizationUrl(config, parameters),
    options: { DPoP?: client.DPoPHandle } = {}
  ) => {
    const { parameters, checks } = await secrets()
    const answer = await visit(server, await build(parameters))
    return client.authorizationCodeGrant(config, answer, checks, undefined, options)
  }

  it('by code and PKCE, and reads UserInfo (OpenID Connect Core §3.1, §5.3; RFC 7636 §4)', async () => {
    const config = await discover(client.enableNonRepudiationChecks)
    const tokens = await signIn(config)
    expect(tokens.claims()).toMatchObject({ sub: 'alice-sub', aud: 'standard' })
    expect(await client.fetchUserInfo(config, tokens.access_token, 'alice-sub')).toMatchObject({
      name: 'Alice'
    })
  })

  it('by a pushed request (RFC 9126 §4)', async () => {
    const config = await discover()
    const tokens = await signIn(config, (parameters) =>
      client.buildAuthorizationUrlWithPAR(config, parameters)
    )
    expect(tokens.claims()?.sub).toBe('alice-sub')
  })

  it('by a signed request object (RFC 9101 §5.1)', async () => {
    const config = await discover()
    const tokens = await signIn(config, (parameters) =>
      client.buildAuthorizationUrlWithJAR(config, parameters, { key: key.privateKey, kid: 'request-key' })
    )
    expect(tokens.claims()?.sub).toBe('alice-sub')
  })

  it('with the answer in a JWT (JARM §4.1)', async () => {
    const config = await discover(client.useJwtResponseMode)
    expect((await signIn(config)).claims()?.sub).toBe('alice-sub')
  })

  it('with tokens bound to a key, at UserInfo and refreshed too (RFC 9449 §5)', async () => {
    const config = await discover()
    const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'))
    const tokens = await signIn(config, undefined, { DPoP })
    expect(tokens.token_type).toBe('dpop')
    expect((await client.fetchUserInfo(config, tokens.access_token, 'alice-sub', { DPoP })).sub).toBe(
      'alice-sub'
    )
    const next = await client.refreshTokenGrant(config, tokens.refresh_token!, undefined, { DPoP })
    expect(next.token_type).toBe('dpop')
    await expect(client.fetchUserInfo(config, next.access_token, 'alice-sub')).rejects.toMatchObject({
      status: 401
    })
  })

  it('and refreshes, and a replaced token ends the family (RFC 6749 §6, RFC 9700 §4.14)', async () => {
    const config = await discover()
    const tokens = await signIn(config)
    const next = await client.refreshTokenGrant(config, tokens.refresh_token!)
    expect(next.refresh_token).not.toBe(tokens.refresh_token)
    await expect(client.refreshTokenGrant(config, tokens.refresh_token!)).rejects.toMatchObject({
      error: 'invalid_grant'
    })
    expect(await client.tokenIntrospection(config, next.access_token)).toEqual({ active: false })
  })

  it('and introspects and revokes what it got (RFC 7662 §2, RFC 7009 §2)', async () => {
    const config = await discover()
    const tokens = await signIn(config)
    expect(await client.tokenIntrospection(config, tokens.access_token)).toMatchObject({
      active: true,
      sub: 'alice-sub'
    })
    await client.tokenRevocation(config, tokens.refresh_token!)
    expect(await client.tokenIntrospection(config, tokens.access_token)).toEqual({ active: false })
  })

  it('implicitly by an ID token alone (OpenID Connect Core §3.2)', async () => {
    const config = await discover(client.useIdTokenResponseType)
    const { parameters, checks } = await secrets()
    const { redirect_uri, state, nonce } = parameters
    const request = { redirect_uri, state, nonce, scope: 'openid profile' }
    const answer = await visit(server, client.buildAuthorizationUrl(config, request))
    const { expectedNonce, expectedState } = checks
    const claims = await client.implicitAuthentication(config, answer, expectedNonce, { expectedState })
    expect(claims.sub).toBe('alice-sub')
  })

  it.each([
    ['checked as usual', []],
    ['checked as a detached signature', [client.enableDetachedSignatureResponseChecks]]
  ])('by code and ID token, %s (OpenID Connect Core §3.3)', async (_how, checks) => {
    const config = await discover(client.useCodeIdTokenResponseType, ...checks)
    expect((await signIn(config)).claims()?.sub).toBe('alice-sub')
  })

  it('at a device (RFC 8628 §3)', async () => {
    const config = await discover()
    const started = await client.initiateDeviceAuthorization(config, { scope: 'openid profile' })
    const browser = createPersonBrowser(server.address)
    await browser.get(started.verification_uri_complete!)
    for (let count = 0; count < 4 && /\/device/.test(browser.current().url); count += 1)
      await browser.submit({ user_code: started.user_code })
    await browser.signIn('alice', PASSWORD)
    await browser.allow()
    const tokens = await client.pollDeviceAuthorizationGrant(config, { ...started, interval: 0 })
    expect(tokens.claims()?.sub).toBe('alice-sub')
  })

  it('and out again, back to its own page (RP-Initiated Logout §2, §3)', async () => {
    const config = await discover()
    const { parameters, checks } = await secrets()
    const browser = createPersonBrowser(server.address)
    const answer = await visit(server, client.buildAuthorizationUrl(config, parameters), browser)
    const tokens = await client.authorizationCodeGrant(config, answer, checks)
    const address = client.buildEndSessionUrl(config, {
      id_token_hint: tokens.id_token!,
      post_logout_redirect_uri: AFTER_SIGN_OUT,
      state: 'bye'
    })
    expect((await browser.get(address.href)).location).toBe(`${AFTER_SIGN_OUT}?state=bye`)
    const silent = await browser.get(
      client.buildAuthorizationUrl(config, { ...parameters, prompt: 'none' }).href
    )
    expect(silent.location).toContain('error=login_required')
  })

  it('as a client that registered itself (OpenID Connect Registration §3)', async () => {
    const config = await client.dynamicClientRegistration(
      new URL(server.address),
      // openid-client sends the secret in the form unless it is told otherwise.
      { redirect_uris: [CALLBACK], token_endpoint_auth_method: 'client_secret_post' },
      undefined,
      { execute: [client.allowInsecureRequests] }
    )
    const { parameters, checks } = await secrets()
    const address = client.buildAuthorizationUrl(config, { ...parameters, scope: 'openid profile' })
    const tokens = await client.authorizationCodeGrant(config, await visit(server, address), checks)
    expect(tokens.claims()?.aud).toBe(config.clientMetadata().client_id)
  })
})
