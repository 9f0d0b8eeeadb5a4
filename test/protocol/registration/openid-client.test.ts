import * as client from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPersonBrowser } from '../../support/browser/person-browser'
import { giveToken } from '../../support/relying-party'
import type { TestServer } from '../../support/start-server'
import { pageOf, PASSWORD, startFlowServer } from '../flow-world'
import { isSignedIn } from '../sign-out/sign-out-world'

const CALLBACK = 'https://rp.example.com/cb'
const BYE = 'https://rp.example.com/bye'

describe('openid-client that registers itself (RFC 7591)', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startFlowServer({ settings: { dynamic_registration: 'token' } })
  })
  afterAll(() => server.close())

  async function registerItself(metadata: object, initialAccessToken?: string) {
    return client.dynamicClientRegistration(
      new URL(server.address),
      { redirect_uris: [CALLBACK], post_logout_redirect_uris: [BYE], ...metadata },
      undefined,
      { execute: [client.allowInsecureRequests], ...(initialAccessToken && { initialAccessToken }) }
    )
  }

  it('signs a person in with what it got, and out again by RP-initiated logout', async () => {
    const token = await giveToken(server, { client_id: 'web-app', sub: 'alice-sub' })
    const config = await registerItself(
      { client_name: 'Registered', token_endpoint_auth_method: 'client_secret_post' },
      token
    )
    const browser = createPersonBrowser(server.address)
    const pkceCodeVerifier = client.randomPKCECodeVerifier()
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: CALLBACK,
      scope: 'openid',
      state: 'a-state',
      nonce: 'a-nonce',
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256'
    })
    await browser.get(url.href)
    let stop = await browser.signIn('bob', PASSWORD)
    if (pageOf(stop) === '/consent') stop = await browser.allow()
    const tokens = await client.authorizationCodeGrant(config, new URL(stop.location ?? ''), {
      pkceCodeVerifier,
      expectedState: 'a-state',
      expectedNonce: 'a-nonce',
      idTokenExpected: true
    })
    expect(tokens.claims()?.sub).toBe('bob-sub')

    const end = client.buildEndSessionUrl(config, {
      id_token_hint: tokens.id_token ?? '',
      post_logout_redirect_uri: BYE,
      state: 'goodbye'
    })
    expect((await browser.get(end.href)).location).toBe(`${BYE}?state=goodbye`)
    expect(await isSignedIn({ browser })).toBe(false)
  })

  it('is told why it was refused', async () => {
    const error = await registerItself({}).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(client.WWWAuthenticateChallengeError)
    const token = await giveToken(server, { client_id: 'web-app', sub: 'alice-sub' })
    const refused = await registerItself({ redirect_uris: ['javascript:alert(1)'] }, token).catch(
      (thrown: unknown) => thrown
    )
    expect(refused).toMatchObject({ error: 'invalid_redirect_uri', status: 400 })
  })
})
