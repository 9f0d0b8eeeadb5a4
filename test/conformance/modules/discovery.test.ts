import { importJWK, type JWK } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask } from '../../protocol/requests'
import { CODE_VARIANTS } from '../support/plan-variants'
import { startSuite, type Suite } from '../support/suite-server'
import { createTestedClient } from '../support/tested-client'

describe('the config certification plan', () => {
  let suite: Suite
  let metadata: Record<string, unknown>
  beforeAll(async () => {
    suite = await startSuite()
    metadata = (await ask(suite.server, '/.well-known/openid-configuration')).json
  })
  afterAll(() => suite.server.close())

  it('oidcc-discovery-endpoint-verification: the document is JSON below the issuer, which it names exactly (OpenID Connect Discovery §4.1, §4.2, §4.3)', async () => {
    const answer = await ask(suite.server, '/.well-known/openid-configuration')
    expect([answer.status, metadata.issuer]).toEqual([200, suite.server.address])
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
    for (const value of Object.values(answer.json)) expect(value).not.toEqual(null)
    const { claims } = await createTestedClient(suite, CODE_VARIANTS[0]!).signIn()
    expect(claims.iss).toBe(metadata.issuer)
  })

  it('oidcc-discovery-endpoint-verification: every required member is there (OpenID Connect Discovery §3)', () => {
    expect(metadata.response_types_supported).toEqual(
      expect.arrayContaining(['code', 'id_token', 'id_token token', 'code id_token', 'code token'])
    )
    expect(metadata.subject_types_supported).toContain('public')
    expect(metadata.id_token_signing_alg_values_supported).toContain('RS256')
    expect(metadata.scopes_supported).toContain('openid')
    expect(metadata.response_modes_supported).toEqual(
      expect.arrayContaining(['query', 'fragment', 'form_post'])
    )
    expect(metadata.grant_types_supported).toEqual(expect.arrayContaining(['authorization_code', 'implicit']))
    expect(metadata.claims_supported).toEqual(expect.arrayContaining(['sub', 'iss', 'name', 'email']))
    expect([metadata.claims_parameter_supported, metadata.request_parameter_supported]).toEqual([true, true])
  })

  it('oidcc-discovery-endpoint-verification: every endpoint is an absolute URL of this server that answers (OpenID Connect Discovery §3)', async () => {
    const REQUIRED = ['authorization_endpoint', 'token_endpoint', 'userinfo_endpoint', 'jwks_uri']
    for (const name of REQUIRED) expect(metadata[name]).toEqual(expect.any(String))
    const addresses = Object.entries(metadata).filter(([name]) => /_(endpoint|uri|iframe)$/.test(name))
    expect(addresses.length).toBeGreaterThan(REQUIRED.length)
    for (const [name, value] of addresses) {
      const url = new URL(value as string)
      expect([name, url.origin, url.hash]).toEqual([name, suite.server.address, ''])
      const { status } = await ask(suite.server, url.pathname)
      expect([404, 500], name).not.toContain(status)
    }
  })

  it('oidcc-discovery-endpoint-verification: every list holds texts, each of them once (OpenID Connect Discovery §3)', () => {
    const lists = Object.entries(metadata).filter(([name]) => /_(supported)$/.test(name))
    for (const [name, value] of lists) {
      if (typeof value === 'boolean') continue
      expect(value, name).toEqual([...new Set(value as string[])])
      for (const entry of value as unknown[]) expect(entry, name).toMatch(/^\S.*$/)
    }
  })

  it('oidcc-discovery-endpoint-verification: the keys are public, usable, named apart, and of announced algorithms, RS256 among them (OpenID Connect Core §10.1, RFC 7517 §4)', async () => {
    const answer = await ask(suite.server, new URL(metadata.jwks_uri as string).pathname)
    expect(answer.headers.get('content-type')).toMatch(/^application\/(jwk-set\+)?json/)
    const keys = answer.json.keys as JWK[]
    const names = keys.map(({ kid }) => kid)
    expect(names).toEqual([...new Set(names)])
    for (const key of keys) {
      expect(key).toMatchObject({ use: 'sig', kid: expect.any(String) as string })
      for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k', 'oth'])
        expect(key).not.toHaveProperty(secret)
      await expect(importJWK(key, key.alg)).resolves.toBeTruthy()
      if (key.kty === 'RSA') expect(Buffer.from(key.n!, 'base64url').length).toBeGreaterThanOrEqual(256)
    }
    const { id_token_signing_alg_values_supported: offered } = metadata
    // Those of the other algorithms are made when a client first needs one.
    expect(offered).toEqual(expect.arrayContaining(keys.map(({ alg }) => alg)))
    expect(keys.map(({ alg }) => alg)).toContain('RS256')
  })
})
