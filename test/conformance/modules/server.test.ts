import { decodeJwt, decodeProtectedHeader, type JSONWebKeySet } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PLAIN_METHODS } from '../../protocol/clients'
import { ask } from '../../protocol/requests'
import { startServer } from '../../support/start-server'
import { CODE_VARIANTS, hasPart, PLAN_VARIANTS } from '../support/plan-variants'
import { startSuite, type Suite } from '../support/suite-server'
import { createTestedClient } from '../support/tested-client'

describe('the sign-in itself, in the certification plans', () => {
  let suite: Suite
  beforeAll(async () => {
    suite = await startSuite()
  })
  afterAll(() => suite.server.close())

  describe.each(PLAN_VARIANTS)('$plan, $responseType', (variant) => {
    it('oidcc-server: a sign-in ends in tokens that stand every check of a client (OpenID Connect Core §3.1.3.7, §3.2.2.11, §3.3.2.12)', async () => {
      const { claims } = await createTestedClient(suite, variant).signIn()
      expect(claims.sub).toBe('erika-sub')
    })

    it('oidcc-alternate-happy-flow: a second sign-in in the same browser goes without a page, with new codes and tokens (OpenID Connect Core §3.1.2.3)', async () => {
      const client = createTestedClient(suite, variant)
      const [one, other] = [await client.signIn(), await client.signIn()]
      expect(other.first.html.includes('name="password"')).toBe(false)
      expect(other.idToken).not.toBe(one.idToken)
      if (one.answer.code !== undefined) expect(other.answer.code).not.toBe(one.answer.code)
      if (one.accessToken !== undefined) expect(other.accessToken).not.toBe(one.accessToken)
    })

    it('oidcc-idtoken-signature: the ID token is signed with RS256 by a published key that its kid names (OpenID Connect Core §3.1.3.7, §10.1)', async () => {
      const { idToken } = await createTestedClient(suite, variant).signIn()
      const { keys } = (await ask(suite.server, '/oauth2/jwks.json')).json as unknown as JSONWebKeySet
      const { alg, kid } = decodeProtectedHeader(idToken)
      expect(alg).toBe('RS256')
      expect(keys.filter((key) => key.kid === kid)).toMatchObject([{ kty: 'RSA', use: 'sig', alg: 'RS256' }])
    })

    it('oidcc-response-type-missing: a request without response_type is refused, and nothing is issued (OpenID Connect Core §3.1.2.6)', async () => {
      const client = createTestedClient(suite, variant)
      const stop = await client.browser.authorize(client.request({ response_type: undefined }))
      const answer = client.variant.responseMode ? client.read(stop) : queryOf(stop.location)
      expect(['invalid_request', 'unsupported_response_type']).toContain(answer.error)
      for (const part of ['code', 'id_token', 'access_token']) expect(answer).not.toHaveProperty(part)
      expect(answer.state).toMatch(/^state-/)
    })

    it('oidcc-nonce: every ID token carries the nonce as it was sent, whatever its characters (OpenID Connect Core §3.1.3.7)', async () => {
      const nonce = 'n/+=&% "\\é'.padEnd(200, '0')
      const { claims } = await createTestedClient(suite, variant).signIn({ nonce })
      expect(claims.nonce).toBe(nonce)
    })
  })

  describe.each(PLAN_VARIANTS.filter(({ responseType }) => responseType === 'code'))(
    '$plan, without a nonce',
    (variant) => {
      it('oidcc-ensure-request-without-nonce-succeeds-for-code-flow: the code flow needs no nonce, and the ID token then has none (OpenID Connect Core §3.1.2.1)', async () => {
        const { claims } = await createTestedClient(suite, variant).signIn({ nonce: undefined })
        expect(claims).not.toHaveProperty('nonce')
      })
    }
  )

  describe.each(PLAN_VARIANTS.filter((variant) => hasPart(variant, 'id_token')))(
    '$plan, $responseType, without a nonce',
    (variant) => {
      it('oidcc-ensure-request-without-nonce-fails: an ID token from the authorization endpoint needs a nonce (OpenID Connect Core §3.2.2.1, §3.3.2.11)', async () => {
        const client = createTestedClient(suite, variant)
        const stop = await client.browser.authorize(client.request({ nonce: undefined }))
        expect(client.read(stop).error).toBe('invalid_request')
      })
    }
  )

  describe.each(CODE_VARIANTS)('$plan, $responseType, with each client authentication', (variant) => {
    it.each(PLAIN_METHODS)(
      'oidcc-server: the code is redeemed by %s (OpenID Connect Core §9)',
      async (method) => {
        const { claims } = await createTestedClient(suite, variant, method).signIn()
        expect(claims.aud).toBe(method)
      }
    )

    it('oidcc-server-client-secret-post: the secret in the form is enough, a wrong one is not (OpenID Connect Core §9, RFC 6749 §2.3.1)', async () => {
      const client = createTestedClient(suite, variant, 'client_secret_post')
      await client.signIn()
      const { code } = client.read(await client.pass(await client.browser.authorize(client.request())))
      const refused = await client.redeem(code, { client_secret: 'wrong' })
      expect([refused.status, refused.json.error]).toEqual([401, 'invalid_client'])
      expect((await client.redeem(code)).status).toBe(200)
    })
  })

  it('oidcc-idtoken-unsigned: unsigned ID tokens are neither announced nor to be had (OpenID Connect Core §2, RFC 8725 §3.2)', async () => {
    const metadata = await ask(suite.server, '/.well-known/openid-configuration')
    expect(metadata.json.id_token_signing_alg_values_supported).not.toContain('none')
    const unsigned = { client_id: 'unsigned', id_token_signed_response_alg: 'none' as 'RS256' }
    await expect(startServer({ clients: [unsigned] })).rejects.toThrow('id_token_signed_response_alg')
    const { idToken } = await createTestedClient(suite, PLAN_VARIANTS[0]!).signIn()
    expect(idToken.split('.')[2]).not.toBe('')
    expect(decodeJwt(idToken).sub).toBe('erika-sub')
  })
})

/** Without a response type there is no default but the query (OAuth 2.0 Multiple Response Types §2.1). */
function queryOf(location: string | undefined): Record<string, string> {
  return Object.fromEntries(new URL(location ?? 'missing:').searchParams)
}
