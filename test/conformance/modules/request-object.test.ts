import { SignJWT, UnsecuredJWT, type JWTPayload } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask } from '../../protocol/requests'
import { PLAN_VARIANTS } from '../support/plan-variants'
import { startSuite, type Suite } from '../support/suite-server'
import { createTestedClient, type TestedClient } from '../support/tested-client'

const WRONG_CALLBACK = 'https://attacker.example.com/callback'

describe('request objects, in the certification plans', () => {
  let suite: Suite
  beforeAll(async () => {
    suite = await startSuite()
  })
  afterAll(() => suite.server.close())

  /** OpenID Connect Core §6.1: the parameters, with the client as iss and the server as aud. */
  const claimsOf = (request: JWTPayload): JWTPayload => ({
    ...request,
    iss: request.client_id as string,
    aud: suite.server.address
  })

  const signed = (request: JWTPayload) =>
    new SignJWT(claimsOf(request))
      .setProtectedHeader({ alg: 'ES256', kid: 'suite-key' })
      .sign(suite.key.privateKey)

  const unsigned = (request: JWTPayload) => new UnsecuredJWT(claimsOf(request)).encode()

  /** A page of the server that says what is wrong; nobody is sent anywhere. */
  async function expectErrorPage(client: TestedClient, request: Record<string, string>): Promise<void> {
    const stop = await client.browser.authorize(request)
    expect([stop.status, stop.location]).toEqual([400, undefined])
    expect(stop.html).not.toContain('<form')
  }

  it('oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported: none is not announced as an algorithm (OpenID Connect Discovery §3)', async () => {
    const { json } = await ask(suite.server, '/.well-known/openid-configuration')
    expect(json).toMatchObject({ request_parameter_supported: true })
    expect(json.request_object_signing_alg_values_supported).toContain('ES256')
    expect(json.request_object_signing_alg_values_supported).not.toContain('none')
  })

  describe.each(PLAN_VARIANTS)('$plan, $responseType', (variant) => {
    it('oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported: an unsigned one is refused on purpose, and the client is told (OpenID Connect Core §6.1, RFC 9101 §10.1)', async () => {
      const client = createTestedClient(suite, variant)
      const request = client.request()
      const answer = client.read(await client.browser.authorize({ ...request, request: unsigned(request) }))
      expect(['request_not_supported', 'invalid_request_object']).toContain(answer.error)
      for (const part of ['code', 'id_token', 'access_token']) expect(answer).not.toHaveProperty(part)
    })

    it('oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported: a reference that is not registered is refused, and nothing is fetched (OpenID Connect Core §6.2, RFC 9101 §10.4)', async () => {
      const client = createTestedClient(suite, variant)
      const request = client.request({ request_uri: 'https://suite.example.com/request.jwt' })
      const answer = client.read(await client.browser.authorize(request))
      expect(['request_uri_not_supported', 'invalid_request_uri']).toContain(answer.error)
      for (const part of ['code', 'id_token', 'access_token']) expect(answer).not.toHaveProperty(part)
    })

    it('oidcc-ensure-request-object-with-redirect-uri: the redirect URI of a signed one counts, not the one beside it (OpenID Connect Core §6.1, RFC 9101 §6.3)', async () => {
      const client = createTestedClient(suite, variant)
      const request = client.request()
      const object = await signed(request)
      const beside = { ...request, redirect_uri: WRONG_CALLBACK, state: 'another state', request: object }
      const { answer } = await client.signIn(request, client.browser.authorize(beside))
      expect(answer.state).toBe(request.state)
    })

    it('oidcc-ensure-request-object-with-redirect-uri: one that is not registered ends on a page, whether it stands in a signed object or beside a refused one (OpenID Connect Core §3.1.2.1, RFC 9101 §6.3)', async () => {
      const client = createTestedClient(suite, variant)
      const request = client.request()
      const object = await signed({ ...request, redirect_uri: WRONG_CALLBACK })
      await expectErrorPage(client, { ...request, request: object })
      const refused = { ...request, redirect_uri: WRONG_CALLBACK, request: unsigned(request) }
      await expectErrorPage(client, refused)
    })
  })
})
