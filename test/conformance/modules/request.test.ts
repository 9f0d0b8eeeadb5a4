import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CODE_VARIANTS, PLAN_VARIANTS } from '../support/plan-variants'
import { CALLBACK, startSuite, type Suite } from '../support/suite-server'
import { createTestedClient } from '../support/tested-client'

const VERIFIER = 'Zk3.another~verifier_of-more-than-forty-three-characters'
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url')

describe('what a request may hold, in the certification plans', () => {
  let suite: Suite
  beforeAll(async () => {
    suite = await startSuite()
  })
  afterAll(() => suite.server.close())

  describe.each(PLAN_VARIANTS)('$plan, $responseType', (variant) => {
    it('oidcc-ensure-request-with-unknown-parameter-succeeds: what is not known is ignored (OpenID Connect Core §3.1.2.1, RFC 6749 §3.1)', async () => {
      const { answer } = await createTestedClient(suite, variant).signIn({ extra: 'foobar' })
      expect(answer).not.toHaveProperty('extra')
    })

    it('oidcc-claims-locales: languages of claims that there are not do no harm (OpenID Connect Core §5.2)', async () => {
      const client = createTestedClient(suite, variant)
      const signedIn = await client.signIn({ claims_locales: 'se', scope: 'openid profile' })
      expect((await client.claimsOf(signedIn)).name).toBe('Erika Maria Mustermann')
    })

    it('oidcc-ensure-request-with-acr-values-succeeds: a wish for an acr is no condition, and the ID token says which one it was (OpenID Connect Core §3.1.2.1, §2)', async () => {
      const { claims } = await createTestedClient(suite, variant).signIn({ acr_values: '1 2' })
      expect(claims.acr).toBe('1')
      const other = await createTestedClient(suite, variant).signIn({ acr_values: 'urn:example:unheard-of' })
      expect(other.claims.acr).not.toBe('urn:example:unheard-of')
    })

    it('oidcc-ensure-post-request-succeeds: a request may be posted (OpenID Connect Core §3.1.2.1)', async () => {
      const client = createTestedClient(suite, variant)
      const request = client.request()
      const { claims } = await client.signIn(request, client.browser.post('/oauth2/authorize', request))
      expect(claims.nonce).toBe(request.nonce)
    })

    it.each([
      ['another path', `${CALLBACK}/other`],
      ['a query more', `${CALLBACK}?foo=bar`],
      ['another host', 'https://attacker.example.com/callback'],
      ['a slash more', `${CALLBACK}/`]
    ])(
      'oidcc-ensure-registered-redirect-uri: %s is not registered, and the person sees why instead of being sent there (OpenID Connect Core §3.1.2.1, RFC 6749 §3.1.2.4)',
      async (_what, redirect_uri) => {
        const client = createTestedClient(suite, variant)
        const stop = await client.browser.authorize(client.request({ redirect_uri }))
        expect([stop.status, stop.location]).toEqual([400, undefined])
        expect(stop.headers.get('content-type')).toMatch(/^text\/html/)
        expect(stop.html).toContain('redirect_uri')
        expect(stop.html).not.toContain('<form')
      }
    )
  })

  describe.each(CODE_VARIANTS)('$plan, $responseType, with PKCE', (variant) => {
    it('oidcc-ensure-request-with-valid-pkce-succeeds: a challenge by S256 and its verifier go together, another one does not (RFC 7636 §4.6)', async () => {
      const client = createTestedClient(suite, variant)
      const request = client.request({ code_challenge: CHALLENGE, code_challenge_method: 'S256' })
      const { code } = client.read(await client.pass(await client.browser.authorize(request)))
      const wrong = await client.redeem(code, { code_verifier: VERIFIER.toLowerCase() })
      expect([wrong.status, wrong.json.error]).toEqual([400, 'invalid_grant'])
      const without = await client.redeem(code)
      expect([without.status, without.json.error]).toEqual([400, 'invalid_grant'])
      const right = await client.redeem(code, { code_verifier: VERIFIER })
      expect(right.status, right.text).toBe(200)
    })
  })
})
