import { createLocalJWKSet, decodeProtectedHeader, jwtVerify, type JSONWebKeySet } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { KeyPair } from '../../protocol/clients'
import { ask, askToken } from '../../protocol/requests'
import { makeRs256Key, registeredFor, registerFor } from '../support/dynamic-client'
import { DYNAMIC_VARIANTS, hasPart } from '../support/plan-variants'
import { startPublisher, type Publisher } from '../support/publisher'
import { startSuite, type Suite } from '../support/suite-server'

/** The suite waits as long after it changed its keys, so that a server may limit how often it looks. */
const JWKS_REFRESH_SECONDS = 60

describe('keys and algorithms, in the dynamic certification plan', () => {
  let suite: Suite
  let publisher: Publisher
  let key: KeyPair
  let nextKey: KeyPair
  beforeAll(async () => {
    ;[suite, publisher] = await Promise.all([startSuite(), startPublisher()])
    ;[key, nextKey] = await Promise.all([makeRs256Key('first'), makeRs256Key('second')])
  })
  afterAll(async () => {
    await suite.server.close()
    await publisher.close()
  })

  const keySet = async () => (await ask(suite.server, '/oauth2/jwks.json')).json as unknown as JSONWebKeySet
  const now = () => ({ currentDate: new Date(suite.server.clock.nowMs()) })

  describe.each(DYNAMIC_VARIANTS)('$plan, $responseType', (variant) => {
    it('oidcc-idtoken-rs256: who registers RS256 gets ID tokens that are signed with it (OpenID Connect Core §3.1.3.7, §15.1)', async () => {
      const metadata = { id_token_signed_response_alg: 'RS256' }
      const { client, registration } = await registeredFor(suite, variant, { key, metadata })
      expect(registration).toMatchObject(metadata)
      const { idToken } = await client.signIn()
      const { alg, kid } = decodeProtectedHeader(idToken)
      expect([alg, (await keySet()).keys.some((one) => one.kid === kid)]).toEqual(['RS256', true])
    })

    it('oidcc-idtoken-unsigned: nobody registers for unsigned ID tokens (RFC 8725 §3.2)', async () => {
      const metadata = { id_token_signed_response_alg: 'none' }
      const { status, json } = await registerFor(suite, variant, { key, metadata })
      expect([status, json.error]).toEqual([400, 'invalid_client_metadata'])
      expect(json.error_description).toContain('id_token_signed_response_alg')
    })
  })

  describe.each(DYNAMIC_VARIANTS.filter(({ responseType }) => responseType !== 'id_token'))(
    '$plan, $responseType, at the UserInfo endpoint',
    (variant) => {
      it('oidcc-userinfo-rs256: who registers RS256 gets the claims as a JWT that is signed with it, for this client (OpenID Connect Core §5.3.2)', async () => {
        const metadata = { userinfo_signed_response_alg: 'RS256' }
        const { client, registration } = await registeredFor(suite, variant, { key, metadata })
        const { accessToken, claims } = await client.signIn({ scope: 'openid profile' })
        const answer = await ask(suite.server, '/oauth2/userinfo', {
          headers: { Authorization: `Bearer ${accessToken}` }
        })
        expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/jwt'])
        const { payload, protectedHeader } = await jwtVerify(answer.text, createLocalJWKSet(await keySet()), {
          issuer: suite.server.address,
          audience: registration.client_id,
          ...now()
        })
        expect(protectedHeader.alg).toBe('RS256')
        expect(payload).toMatchObject({ sub: claims.sub, name: 'Erika Maria Mustermann' })
      })
    }
  )

  describe.each(DYNAMIC_VARIANTS.filter((variant) => hasPart(variant, 'code')))(
    '$plan, $responseType, at the token endpoint',
    (variant) => {
      const path = `/keys/${variant.responseType.replaceAll(' ', '-')}`
      const OFFLINE = { scope: 'openid offline_access', prompt: 'consent' }
      const grantTypes = ['authorization_code', 'refresh_token']
      const withRefresh = () => ({
        grant_types:
          hasPart(variant, 'token') || hasPart(variant, 'id_token') ? [...grantTypes, 'implicit'] : grantTypes
      })

      it('oidcc-refresh-token: a client that registered for it refreshes (OpenID Connect Core §11, §12)', async () => {
        const { client, prove } = await registeredFor(suite, variant, { key, metadata: withRefresh() })
        const { token, claims } = await client.signIn(OFFLINE)
        const grant = { grant_type: 'refresh_token', refresh_token: String(token!.json.refresh_token) }
        const { status, text, json } = await askToken(suite.server, { ...grant, ...(await prove()) })
        expect(status, text).toBe(200)
        const renewed = await jwtVerify(String(json.id_token), createLocalJWKSet(await keySet()), now())
        expect([renewed.payload.sub, renewed.payload.auth_time]).toEqual([claims.sub, claims.auth_time])
      })

      it('oidcc-refresh-token-rp-key-rotation: a client that published a new key refreshes with it, and with the old one no more (OpenID Connect Core §10.1.1, §12.1)', async () => {
        const jwks_uri = publisher.publish(path, { keys: [key.publicJwk] })
        const metadata = { ...withRefresh(), jwks: undefined, jwks_uri }
        const { client, prove } = await registeredFor(suite, variant, { key, metadata })
        const { token } = await client.signIn(OFFLINE)
        publisher.publish(path, { keys: [nextKey.publicJwk] })
        suite.server.clock.advance({ seconds: JWKS_REFRESH_SECONDS })

        const grant = { grant_type: 'refresh_token', refresh_token: String(token!.json.refresh_token) }
        const proof = await prove({}, { key: nextKey, kid: 'second' })
        const { status, text, json } = await askToken(suite.server, { ...grant, ...proof })
        expect(status, text).toBe(200)
        const next = { grant_type: 'refresh_token', refresh_token: String(json.refresh_token) }
        const refused = await askToken(suite.server, { ...next, ...(await prove()) })
        expect([refused.status, refused.json.error]).toEqual([401, 'invalid_client'])
      })

      it('oidcc-ensure-client-assertion-with-iss-aud-succeeds: an assertion may name the issuer as its audience (OpenID Connect Core §9, RFC 7523 §3)', async () => {
        const { client, prove } = await registeredFor(suite, variant, { key })
        const { code } = client.read(await client.pass(await client.browser.authorize(client.request())))
        const foreign = await client.redeem(code, await prove({ aud: 'https://elsewhere.example.com' }))
        expect([foreign.status, foreign.json.error]).toEqual([401, 'invalid_client'])
        const { status, text } = await client.redeem(code, await prove({ aud: suite.server.address }))
        expect(status, text).toBe(200)
      })
    }
  )

  it('oidcc-server-rotate-keys: after a change of keys a new one is published beside the old one, whose tokens still verify (OpenID Connect Core §10.1.1)', async () => {
    const { client } = await registeredFor(suite, DYNAMIC_VARIANTS[0]!, { key })
    const before = await client.signIn()
    const old = await keySet()
    const { kid } = await suite.server.protocol.signingKeys.rotate('RS256')
    const renewed = await keySet()
    const names = renewed.keys.map((one) => one.kid)
    expect(old.keys.map((one) => one.kid)).not.toContain(kid)
    expect(names).toEqual(expect.arrayContaining([kid, ...old.keys.map((one) => one.kid)]))
    expect(names).toEqual([...new Set(names)])
    await jwtVerify(before.idToken, createLocalJWKSet(renewed), now())
    const after = await client.signIn()
    expect(decodeProtectedHeader(after.idToken).kid).toBe(kid)
  })
})
