import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { KeyPair } from '../../protocol/clients'
import { makeRs256Key, registeredFor, registerFor } from '../support/dynamic-client'
import { DYNAMIC_VARIANTS, hasPart } from '../support/plan-variants'
import { CALLBACK, startSuite, type Suite } from '../support/suite-server'

const WITH_QUERY = `${CALLBACK}?foo=bar`

describe('redirect URIs, in the dynamic certification plan', () => {
  let suite: Suite
  let key: KeyPair
  beforeAll(async () => {
    ;[suite, key] = await Promise.all([startSuite(), makeRs256Key('rp-key')])
  })
  afterAll(() => suite.server.close())

  describe.each(DYNAMIC_VARIANTS)('$plan, $responseType', (variant) => {
    /** A page that says what is wrong; nobody is sent anywhere. */
    async function expectErrorPage(callback: string, redirect_uri: string | undefined): Promise<void> {
      const { client } = await registeredFor(suite, variant, { key, callback })
      const stop = await client.browser.authorize(client.request({ redirect_uri }))
      expect([stop.status, stop.location]).toEqual([400, undefined])
      expect(stop.headers.get('content-type')).toMatch(/^text\/html/)
      expect(stop.html).toContain('redirect_uri')
      expect(stop.html).not.toContain('<form')
    }

    it('oidcc-redirect-uri-query-OK: a query of the redirect URI’s own stays in it, and the answer is added (RFC 6749 §3.1.2)', async () => {
      const { client } = await registeredFor(suite, variant, { key, callback: WITH_QUERY })
      const { answer } = await client.signIn()
      expect(answer.state).toMatch(/^state-/)
    })

    it('oidcc-redirect-uri-query-mismatch: another query than the registered one ends on a page (OpenID Connect Core §3.1.2.1, RFC 6749 §3.1.2.4)', () =>
      expectErrorPage(WITH_QUERY, `${CALLBACK}?foo=baz`))

    it('oidcc-redirect-uri-query-added: a query where none was registered ends on a page (OpenID Connect Core §3.1.2.1, RFC 6749 §3.1.2.4)', () =>
      expectErrorPage(CALLBACK, WITH_QUERY))

    it('oidcc-ensure-redirect-uri-in-authorization-request: OpenID requests name it, even where one alone is registered (OpenID Connect Core §3.1.2.1)', () =>
      expectErrorPage(CALLBACK, undefined))

    it.each([`${CALLBACK}#foobar`, `${CALLBACK}#`])(
      'oidcc-redirect-uri-regfrag: %s is not registered, since answers come in the fragment (RFC 6749 §3.1.2, OpenID Connect Registration §3.3)',
      async (callback) => {
        const { status, json } = await registerFor(suite, variant, { key, callback })
        expect([status, json.error]).toEqual([400, 'invalid_redirect_uri'])
        expect(json.error_description).toContain('fragment')
        expect(json).not.toHaveProperty('client_id')
      }
    )

    if (hasPart(variant, 'code'))
      it('oidcc-redirect-uri-query-mismatch: a code is redeemed with the redirect URI as it was asked for, query included (RFC 6749 §4.1.3)', async () => {
        const { client } = await registeredFor(suite, variant, { key, callback: WITH_QUERY })
        const { code } = client.read(await client.pass(await client.browser.authorize(client.request())))
        const refused = await client.redeem(code, { redirect_uri: CALLBACK })
        expect([refused.status, refused.json.error]).toEqual([400, 'invalid_grant'])
        expect((await client.redeem(code)).status).toBe(200)
      })
  })
})
