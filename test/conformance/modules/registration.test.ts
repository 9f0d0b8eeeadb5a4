import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { KeyPair } from '../../protocol/clients'
import { ask } from '../../protocol/requests'
import { makeRs256Key, registeredFor, registerFor, type DynamicOptions } from '../support/dynamic-client'
import { CODE_VARIANTS, DYNAMIC_VARIANTS, hasPart } from '../support/plan-variants'
import { startPublisher, type Publisher } from '../support/publisher'
import { CALLBACK, PASSWORD, startSuite, USERNAME, type Suite } from '../support/suite-server'

describe('registration, in the dynamic certification plan', () => {
  let suite: Suite
  let publisher: Publisher
  let key: KeyPair
  beforeAll(async () => {
    ;[suite, publisher, key] = await Promise.all([startSuite(), startPublisher(), makeRs256Key('rp-key')])
  })
  afterAll(async () => {
    await suite.server.close()
    await publisher.close()
  })

  it('oidcc-server: discovery says where clients register (OpenID Connect Discovery §3)', async () => {
    const { json } = await ask(suite.server, '/.well-known/openid-configuration')
    expect(json.registration_endpoint).toBe(`${suite.server.address}/oauth2/register`)
  })

  describe.each(DYNAMIC_VARIANTS)('$plan, $responseType', (variant) => {
    const registered = (options: Omit<DynamicOptions, 'key'> = {}) =>
      registeredFor(suite, variant, { key, ...options })

    it('oidcc-server: a client that registered itself signs a person in (OpenID Connect Registration §3.1, §3.2)', async () => {
      const { client, registration } = await registered()
      expect(registration).toMatchObject({
        client_id: expect.stringMatching(/^\S+$/) as string,
        client_id_issued_at: suite.server.clock.nowSeconds(),
        registration_access_token: expect.any(String) as string,
        registration_client_uri: expect.stringContaining(suite.server.address) as string,
        redirect_uris: [CALLBACK],
        response_types: [variant.responseType],
        token_endpoint_auth_method: 'private_key_jwt',
        contacts: ['suite@example.com']
      })
      expect(registration).not.toHaveProperty('client_secret')
      const { claims } = await client.signIn()
      expect([claims.sub, claims.aud]).toEqual(['erika-sub', registration.client_id])
    })

    /** The pages that the person meets on the way to the client. */
    async function pagesFor(metadata: Record<string, string>): Promise<{ html: string; policy: string }[]> {
      const { client, registration } = await registered({ metadata })
      expect(registration).toMatchObject(metadata)
      const signIn = await client.browser.authorize(client.request({ scope: 'openid profile' }))
      const consent = await client.browser.signIn(USERNAME, PASSWORD)
      expect(client.read(await client.browser.allow())).not.toHaveProperty('error')
      return [signIn, consent].map(({ html, headers }) => ({
        html,
        policy: headers.get('content-security-policy') ?? ''
      }))
    }

    it('oidcc-registration-logo-uri: the person sees the client’s logo on every page of the sign-in, from its own host alone (OpenID Connect Registration §2)', async () => {
      const logo_uri = 'https://images.example.com/logo.png'
      const pages = await pagesFor({ logo_uri })
      expect(pages).toHaveLength(2)
      for (const { html, policy } of pages) {
        expect(html).toContain(`<img src="${logo_uri}"`)
        expect(/img-src ([^;]*)/.exec(policy)?.[1]).toContain('https://images.example.com')
      }
    })

    it.each([
      ['oidcc-registration-policy-uri', 'policy_uri', 'https://suite.example.com/policy'],
      ['oidcc-registration-tos-uri', 'tos_uri', 'https://suite.example.com/terms']
    ])(
      '%s: the person finds a link to the %s where they agree (OpenID Connect Registration §2)',
      async (_module, name, address) => {
        const [, consent] = await pagesFor({ [name]: address })
        expect(consent?.html).toContain(`<a href="${address}"`)
      }
    )

    it('oidcc-registration-sector-uri: redirect URIs at several hosts are one sector by its document, and the person has one subject in it (OpenID Connect Registration §5, OpenID Connect Core §8.1)', async () => {
      const redirect_uris = [CALLBACK, 'https://elsewhere.example.com/callback']
      const sector_identifier_uri = publisher.publish('/sector', redirect_uris)
      const metadata = { redirect_uris, sector_identifier_uri, subject_type: 'pairwise' }
      const [one, other] = [await registered({ metadata }), await registered({ metadata })]
      const alone = await registered({ metadata: { subject_type: 'pairwise' } })
      const [first, second, third] = [
        await one.client.signIn(),
        await other.client.signIn(),
        await alone.client.signIn()
      ]
      expect(first.claims.sub).not.toBe('erika-sub')
      expect(second.claims.sub).toBe(first.claims.sub)
      expect(third.claims.sub).not.toBe(first.claims.sub)
      expect((await one.client.claimsOf(first)).sub).toBe(first.claims.sub)
    })

    it('oidcc-registration-sector-bad: a sector whose document does not name the redirect URI is refused (OpenID Connect Registration §5, §3.3)', async () => {
      const sector_identifier_uri = publisher.publish('/bad', ['https://elsewhere.example.com/callback'])
      const metadata = { sector_identifier_uri, subject_type: 'pairwise' }
      const { status, json } = await registerFor(suite, variant, { key, metadata })
      expect([status, json.error]).toEqual([400, 'invalid_client_metadata'])
      expect(json.error_description).toContain(CALLBACK)
    })
  })

  describe.each(DYNAMIC_VARIANTS.filter((variant) => hasPart(variant, 'code')))(
    '$plan, $responseType, with published keys',
    (variant) => {
      it('oidcc-registration-jwks-uri: keys that are published instead of sent are fetched, and no others count (OpenID Connect Registration §2, RFC 7517 §5)', async () => {
        const jwks_uri = publisher.publish(`/keys/${variant.responseType.replaceAll(' ', '-')}`, {
          keys: [key.publicJwk]
        })
        const metadata = { jwks: undefined, jwks_uri }
        const { client, registration, prove } = await registeredFor(suite, variant, { key, metadata })
        expect(registration).toMatchObject({ jwks_uri })
        expect(registration).not.toHaveProperty('jwks')
        await client.signIn()
        expect(publisher.asked).toContain(new URL(jwks_uri).pathname)

        const stranger = { key: await makeRs256Key('rp-key'), kid: 'rp-key' }
        const { code } = client.read(await client.pass(await client.browser.authorize(client.request())))
        const refused = await client.redeem(code, await prove({}, stranger))
        expect([refused.status, refused.json.error]).toEqual([401, 'invalid_client'])
      })
    }
  )

  it('oidcc-registration-jwks-uri: keys come by value or by reference, not both (OpenID Connect Registration §2)', async () => {
    const metadata = { jwks_uri: publisher.publish('/keys/both', { keys: [key.publicJwk] }) }
    const { status, json } = await registerFor(suite, CODE_VARIANTS[0]!, { key, metadata })
    expect([status, json.error]).toEqual([400, 'invalid_client_metadata'])
  })
})
