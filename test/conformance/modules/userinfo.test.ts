import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, postForm, type Answer } from '../../protocol/requests'
import { ACCESS_VARIANTS, PLAN_VARIANTS } from '../support/plan-variants'
import { PERSON, startSuite, type Suite } from '../support/suite-server'
import { createTestedClient } from '../support/tested-client'

const USERINFO = '/oauth2/userinfo'

/** The claims that a scope asks for (OpenID Connect Core §5.4), as the person has them. */
function personClaims(...names: (keyof typeof PERSON)[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, PERSON[name]]))
}

const CLAIMS = {
  profile: personClaims(
    'name',
    'family_name',
    'given_name',
    'middle_name',
    'nickname',
    'preferred_username',
    'profile',
    'picture',
    'website',
    'gender',
    'birthdate',
    'zoneinfo',
    'locale',
    'updated_at'
  ),
  email: personClaims('email', 'email_verified'),
  address: personClaims('address'),
  phone: personClaims('phone_number', 'phone_number_verified')
}
const ALL = { ...CLAIMS.profile, ...CLAIMS.email, ...CLAIMS.address, ...CLAIMS.phone }

describe('the claims about the person, in the certification plans', () => {
  let suite: Suite
  beforeAll(async () => {
    suite = await startSuite()
  })
  afterAll(() => suite.server.close())

  describe.each(ACCESS_VARIANTS)('the UserInfo endpoint: $plan, $responseType', (variant) => {
    async function userinfo(send: (token: string) => Promise<Answer>): Promise<void> {
      const { accessToken, claims } = await createTestedClient(suite, variant).signIn()
      const answer = await send(accessToken!)
      expect(answer.status, answer.text).toBe(200)
      expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
      expect(answer.json.sub).toBe(claims.sub)
    }

    it('oidcc-userinfo-get: GET with the access token in the header (OpenID Connect Core §5.3.1, RFC 6750 §2.1)', () =>
      userinfo((token) => ask(suite.server, USERINFO, { headers: { Authorization: `Bearer ${token}` } })))

    it('oidcc-userinfo-post-header: POST with the access token in the header (OpenID Connect Core §5.3.1, RFC 6750 §2.1)', () =>
      userinfo((token) =>
        ask(suite.server, USERINFO, { method: 'POST', headers: { Authorization: `Bearer ${token}` } })
      ))

    it('oidcc-userinfo-post-body: POST with the access token in the form (OpenID Connect Core §5.3.1, RFC 6750 §2.2)', () =>
      userinfo((token) => postForm(suite.server, USERINFO, { access_token: token })))
  })

  describe.each(PLAN_VARIANTS)('the scopes: $plan, $responseType', (variant) => {
    async function released(scope: string): Promise<Record<string, unknown>> {
      const client = createTestedClient(suite, variant)
      const all = await client.claimsOf(await client.signIn({ scope }))
      return Object.fromEntries(Object.entries(all).filter(([name]) => name in ALL))
    }

    it('oidcc-scope-profile: the scope profile releases its claims and no others (OpenID Connect Core §5.4)', async () => {
      expect(await released('openid profile')).toEqual(CLAIMS.profile)
    })

    it('oidcc-scope-email: the scope email releases its claims and no others (OpenID Connect Core §5.4)', async () => {
      expect(await released('openid email')).toEqual(CLAIMS.email)
    })

    it('oidcc-scope-address: the scope address releases the address as an object (OpenID Connect Core §5.4, §5.1.1)', async () => {
      expect(await released('openid address')).toEqual(CLAIMS.address)
    })

    it('oidcc-scope-phone: the scope phone releases its claims and no others (OpenID Connect Core §5.4)', async () => {
      expect(await released('openid phone')).toEqual(CLAIMS.phone)
    })

    it('oidcc-scope-all: all scopes together release the claims of all (OpenID Connect Core §5.4)', async () => {
      expect(await released('openid profile email address phone')).toEqual(ALL)
    })

    it('oidcc-ensure-other-scope-order-succeeds: openid need not stand first (OpenID Connect Core §3.1.2.1, RFC 6749 §3.3)', async () => {
      expect(await released('email openid')).toEqual(CLAIMS.email)
    })

    it('oidcc-claims-essential: an essential claim that the claims parameter asks for is given without its scope (OpenID Connect Core §5.5.1)', async () => {
      const client = createTestedClient(suite, variant)
      const member = variant.responseType === 'id_token' ? 'id_token' : 'userinfo'
      const claims = JSON.stringify({ [member]: { name: { essential: true } } })
      const answer = await client.claimsOf(await client.signIn({ claims }))
      expect(answer).toMatchObject({ name: PERSON.name })
      expect(answer).not.toHaveProperty('email')
    })
  })
})
