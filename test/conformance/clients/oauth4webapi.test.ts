import * as oauth from 'oauth4webapi'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeKeyPair, SECRET, type KeyPair } from '../../protocol/clients'
import { CALLBACK, PASSWORD } from '../../protocol/flow-world'
import { createPersonBrowser } from '../../support/browser/person-browser'
import type { TestServer } from '../../support/start-server'
import { startForClients, visit } from './relying-party'

const INSECURE = { [oauth.allowInsecureRequests]: true }
const CLIENT: oauth.Client = { client_id: 'standard' }
const AUTH = oauth.ClientSecretBasic(SECRET)

describe('oauth4webapi signs a person in', () => {
  let server: TestServer
  let as: oauth.AuthorizationServer
  let key: KeyPair
  beforeAll(async () => {
    key = await makeKeyPair('ES256', 'request-key')
    server = await startForClients(key)
    const issuer = new URL(server.address)
    as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, INSECURE))
  })
  afterAll(() => server.close())

  async function secrets() {
    const verifier = oauth.generateRandomCodeVerifier()
    const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()]
    const parameters = {
      client_id: CLIENT.client_id,
      redirect_uri: CALLBACK,
      response_type: 'code',
      scope: 'openid profile offline_access',
      prompt: 'consent',
      state,
      nonce,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256'
    }
    return { parameters, verifier, state, nonce }
  }

  function addressOf(parameters: Record<string, string>): URL {
    const address = new URL(as.authorization_endpoint!)
    address.search = new URLSearchParams(parameters).toString()
    return address
  }

  const redeem = (
    answer: URLSearchParams,
    verifier: string,
    options: oauth.TokenEndpointRequestOptions = INSECURE
  ) => oauth.authorizationCodeGrantRequest(as, CLIENT, AUTH, answer, CALLBACK, verifier, options)

  const tokensOf = (response: Response, nonce?: string) =>
    oauth.processAuthorizationCodeResponse(as, CLIENT, response, {
      ...(nonce !== undefined && { expectedNonce: nonce }),
      requireIdToken: true
    })

  const userinfo = async (token: string, options: oauth.UserInfoRequestOptions = INSECURE) =>
    oauth.processUserInfoResponse(
      as,
      CLIENT,
      'alice-sub',
      await oauth.userInfoRequest(as, CLIENT, token, options)
    )

  it('by code and PKCE, verifies the signature, reads UserInfo and refreshes (OpenID Connect Core §3.1, §5.3, §12; RFC 7636 §4; RFC 9207 §2.4)', async () => {
    const { parameters, verifier, state, nonce } = await secrets()
    const answer = oauth.validateAuthResponse(as, CLIENT, await visit(server, addressOf(parameters)), state)
    const response = await redeem(answer, verifier)
    const tokens = await tokensOf(response, nonce)
    await oauth.validateApplicationLevelSignature(as, response, INSECURE)
    expect(oauth.getValidatedIdTokenClaims(tokens)?.sub).toBe('alice-sub')
    expect(await userinfo(tokens.access_token)).toMatchObject({ name: 'Alice' })

    const refreshed = await oauth.processRefreshTokenResponse(
      as,
      CLIENT,
      await oauth.refreshTokenGrantRequest(as, CLIENT, AUTH, tokens.refresh_token!, INSECURE)
    )
    expect(refreshed.refresh_token).not.toBe(tokens.refresh_token)
    expect(oauth.getValidatedIdTokenClaims(refreshed)?.sub).toBe('alice-sub')
  })

  it('by a pushed request (RFC 9126 §2, §4)', async () => {
    const { parameters, verifier, state, nonce } = await secrets()
    const pushed = await oauth.processPushedAuthorizationResponse(
      as,
      CLIENT,
      await oauth.pushedAuthorizationRequest(as, CLIENT, AUTH, parameters, INSECURE)
    )
    const address = addressOf({ client_id: CLIENT.client_id, request_uri: pushed.request_uri })
    const answer = oauth.validateAuthResponse(as, CLIENT, await visit(server, address), state)
    const tokens = await tokensOf(await redeem(answer, verifier), nonce)
    expect(oauth.getValidatedIdTokenClaims(tokens)?.sub).toBe('alice-sub')
  })

  it('by a signed request object (RFC 9101 §5.1)', async () => {
    const { parameters, verifier, state, nonce } = await secrets()
    const request = await oauth.issueRequestObject(as, CLIENT, parameters, {
      key: key.privateKey,
      kid: 'request-key'
    })
    const address = addressOf({ client_id: CLIENT.client_id, request })
    const answer = oauth.validateAuthResponse(as, CLIENT, await visit(server, address), state)
    const tokens = await tokensOf(await redeem(answer, verifier), nonce)
    expect(oauth.getValidatedIdTokenClaims(tokens)?.sub).toBe('alice-sub')
  })

  it('with the answer in a JWT (JARM §2.4)', async () => {
    const { parameters, verifier, state, nonce } = await secrets()
    const address = addressOf({ ...parameters, response_mode: 'jwt' })
    const came = await visit(server, address)
    const answer = await oauth.validateJwtAuthResponse(as, CLIENT, came.searchParams, state, INSECURE)
    const tokens = await tokensOf(await redeem(answer, verifier), nonce)
    expect(oauth.getValidatedIdTokenClaims(tokens)?.sub).toBe('alice-sub')
  })

  it('by code and ID token, which vouches for the code (OpenID Connect Core §3.3.2.11)', async () => {
    const { parameters, verifier, state, nonce } = await secrets()
    const came = await visit(server, addressOf({ ...parameters, response_type: 'code id_token' }))
    const answer = await oauth.validateCodeIdTokenResponse(
      as,
      CLIENT,
      came,
      nonce,
      state,
      oauth.skipAuthTimeCheck,
      INSECURE
    )
    const tokens = await tokensOf(await redeem(answer, verifier), nonce)
    expect(oauth.getValidatedIdTokenClaims(tokens)?.sub).toBe('alice-sub')
  })

  describe('with tokens that are bound to its key, by proofs with nonces of the server (RFC 9449)', () => {
    beforeAll(() => server.change({ dpop: { nonce_required: true } }))
    afterAll(() => server.change({ dpop: { nonce_required: false } }))

    /** Once more with the nonce, where the server asked for one (§8). */
    async function withNonce<T>(attempt: () => Promise<T>): Promise<T> {
      const first = await attempt().catch((error: unknown) => error)
      expect(oauth.isDPoPNonceError(first)).toBe(true)
      return attempt()
    }

    it('from a pushed request, which binds the code, to UserInfo and a refreshed token (§5, §7, §8, §10.1)', async () => {
      const DPoP = oauth.DPoP(CLIENT, await oauth.generateKeyPair('ES256'))
      const proving = { DPoP, ...INSECURE }
      const { parameters, verifier, state, nonce } = await secrets()
      const pushed = await withNonce(async () =>
        oauth.processPushedAuthorizationResponse(
          as,
          CLIENT,
          await oauth.pushedAuthorizationRequest(as, CLIENT, AUTH, parameters, proving)
        )
      )
      const address = addressOf({ client_id: CLIENT.client_id, request_uri: pushed.request_uri })
      const answer = oauth.validateAuthResponse(as, CLIENT, await visit(server, address), state)

      const stranger = oauth.DPoP(CLIENT, await oauth.generateKeyPair('ES256'))
      const stolen = () => redeem(answer, verifier, { DPoP: stranger, ...INSECURE }).then(tokensOf)
      await expect(withNonce(stolen)).rejects.toMatchObject({ error: 'invalid_grant' })

      const tokens = await tokensOf(await redeem(answer, verifier, proving), nonce)
      expect(tokens.token_type).toBe('dpop')
      expect(await userinfo(tokens.access_token, proving)).toMatchObject({ name: 'Alice' })
      await expect(userinfo(tokens.access_token)).rejects.toThrow()
      const refreshed = await oauth.processRefreshTokenResponse(
        as,
        CLIENT,
        await oauth.refreshTokenGrantRequest(as, CLIENT, AUTH, tokens.refresh_token!, proving)
      )
      expect(refreshed.token_type).toBe('dpop')
      expect(await userinfo(refreshed.access_token, proving)).toMatchObject({ name: 'Alice' })
    })
  })

  it('at a device, after it was told to wait (RFC 8628 §3)', async () => {
    const scope = new URLSearchParams({ scope: 'openid profile' })
    const started = await oauth.processDeviceAuthorizationResponse(
      as,
      CLIENT,
      await oauth.deviceAuthorizationRequest(as, CLIENT, AUTH, scope, INSECURE)
    )
    const poll = async () =>
      oauth.processDeviceCodeResponse(
        as,
        CLIENT,
        await oauth.deviceCodeGrantRequest(as, CLIENT, AUTH, started.device_code, INSECURE)
      )
    await expect(poll()).rejects.toMatchObject({ error: 'authorization_pending' })

    const browser = createPersonBrowser(server.address)
    await browser.get(started.verification_uri)
    await browser.submit({ user_code: started.user_code })
    if (browser.current().html.includes('name="user_code"'))
      await browser.submit({ user_code: started.user_code })
    await browser.signIn('alice', PASSWORD)
    await browser.allow()
    const tokens = await poll()
    expect(oauth.getValidatedIdTokenClaims(tokens)?.sub).toBe('alice-sub')
    expect(await userinfo(tokens.access_token)).toMatchObject({ name: 'Alice' })
    await expect(poll()).rejects.toMatchObject({ error: 'invalid_grant' })
  })

  it('and is told when the person refuses, on the web and at a device (RFC 6749 §4.1.2.1, RFC 8628 §3.5)', async () => {
    const { parameters, state } = await secrets()
    const browser = createPersonBrowser(server.address)
    await browser.get(addressOf(parameters).href)
    await browser.signIn('bob', PASSWORD)
    const { location } = await browser.deny()
    expect(() => oauth.validateAuthResponse(as, CLIENT, new URL(location ?? ''), state)).toThrow(
      expect.objectContaining({ error: 'access_denied' })
    )

    const started = await oauth.processDeviceAuthorizationResponse(
      as,
      CLIENT,
      await oauth.deviceAuthorizationRequest(as, CLIENT, AUTH, { scope: 'openid' }, INSECURE)
    )
    await browser.get(started.verification_uri_complete!)
    for (let count = 0; count < 2 && /name="user_code"/.test(browser.current().html); count += 1)
      await browser.submit({ user_code: started.user_code })
    await browser.deny()
    const request = oauth.deviceCodeGrantRequest(as, CLIENT, AUTH, started.device_code, INSECURE)
    await expect(
      request.then((one) => oauth.processDeviceCodeResponse(as, CLIENT, one))
    ).rejects.toMatchObject({ error: 'access_denied' })
  })
})
