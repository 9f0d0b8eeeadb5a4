import * as oauth from 'oauth4webapi'
import * as client from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestServer } from '../../support/start-server'
import { SECRET } from '../clients'
import { agreed, CALLBACK, startFlowServer, WEB_APP } from '../flow-world'

describe('code and PKCE with independent clients', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startFlowServer({
      clients: [
        {
          client_id: 'public-app',
          token_endpoint_auth_method: 'none',
          redirect_uris: [CALLBACK],
          grant_types: ['authorization_code', 'refresh_token']
        },
        { ...WEB_APP, client_id: 'signed-app', authorization_signed_response_alg: 'ES256' }
      ]
    })
  })
  afterAll(() => server.close())

  const parametersOf = (url: URL) => Object.fromEntries(url.searchParams)
  const discover = (clientId: string, authentication: client.ClientAuth) =>
    client.discovery(new URL(server.address), clientId, undefined, authentication, {
      execute: [client.allowInsecureRequests]
    })

  it.each([
    ['web-app', () => client.ClientSecretBasic(SECRET)],
    ['public-app', () => client.None()]
  ])('openid-client as %s: signs a person in and reads UserInfo', async (clientId, authentication) => {
    const config = await discover(clientId, authentication())
    const [pkceCodeVerifier, expectedState, expectedNonce] = [
      client.randomPKCECodeVerifier(),
      client.randomState(),
      client.randomNonce()
    ]
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: CALLBACK,
      scope: 'openid profile email',
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
      state: expectedState,
      nonce: expectedNonce,
      max_age: '600'
    })
    const { stop } = await agreed(server, parametersOf(url))
    const checks = { pkceCodeVerifier, expectedState, expectedNonce, maxAge: 600 }
    const tokens = await client.authorizationCodeGrant(config, new URL(stop.location!), checks)
    expect(tokens.claims()).toMatchObject({ sub: 'alice-sub', nonce: expectedNonce })
    expect(await client.fetchUserInfo(config, tokens.access_token, 'alice-sub')).toMatchObject({
      name: 'Alice',
      email: 'alice@example.com'
    })
  })

  it('openid-client takes a signed response (JARM) and checks the hashes of a hybrid one', async () => {
    for (const [clientId, use] of [
      ['signed-app', client.useJwtResponseMode],
      ['web-app', client.useCodeIdTokenResponseType]
    ] as const) {
      const config = await discover(clientId, client.ClientSecretBasic(SECRET))
      use(config)
      const [pkceCodeVerifier, nonce] = [client.randomPKCECodeVerifier(), client.randomNonce()]
      const state = client.randomState()
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: CALLBACK,
        scope: 'openid',
        code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
        code_challenge_method: 'S256',
        state,
        nonce
      })
      const { stop } = await agreed(server, parametersOf(url))
      const checks = { pkceCodeVerifier, expectedNonce: nonce, expectedState: state }
      const tokens = await client.authorizationCodeGrant(config, new URL(stop.location!), checks)
      expect(tokens.claims()?.sub).toBe('alice-sub')
    }
  })

  it('oauth4webapi: validates the answer and iss, redeems the code, and reads a refusal', async () => {
    const issuer = new URL(server.address)
    const insecure = { [oauth.allowInsecureRequests]: true }
    const as = await oauth.processDiscoveryResponse(
      issuer,
      await oauth.discoveryRequest(issuer, { algorithm: 'oidc', ...insecure })
    )
    const me: oauth.Client = { client_id: 'web-app' }
    const [verifier, state] = [oauth.generateRandomCodeVerifier(), oauth.generateRandomState()]
    const url = new URL(as.authorization_endpoint!)
    const parameters = {
      client_id: 'web-app',
      redirect_uri: CALLBACK,
      response_type: 'code',
      scope: 'openid',
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256'
    }
    expect(url.href).toBe(`${server.address}/oauth2/authorize`)
    const { browser, stop } = await agreed(server, parameters)
    const answer = oauth.validateAuthResponse(as, me, new URL(stop.location!), state)
    const response = await oauth.authorizationCodeGrantRequest(
      as,
      me,
      oauth.ClientSecretBasic(SECRET),
      answer,
      CALLBACK,
      verifier,
      insecure
    )
    const tokens = await oauth.processAuthorizationCodeResponse(as, me, response)
    expect(oauth.getValidatedIdTokenClaims(tokens)?.sub).toBe('alice-sub')

    await browser.authorize({ ...parameters, prompt: 'consent' })
    const refused = new URL((await browser.deny()).location!)
    expect(() => oauth.validateAuthResponse(as, me, refused, state)).toThrow(oauth.AuthorizationResponseError)
  })
})
