import { calculateJwkThumbprint, type JWK } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestServer } from '../../support/start-server'
import { makeKeyPair, SECRET, type KeyPair } from '../clients'
import { signProof } from './proofs'
import { agreed, CALLBACK, codeRequest, queryOf, startFlowServer, VERIFIER } from '../flow-world'
import { ask, askToken, basic, type Answer } from '../requests'

describe('a code that is bound to a DPoP key (RFC 9449 §10)', () => {
  let server: TestServer
  let key: KeyPair
  let foreign: KeyPair
  let dpop_jkt: string
  beforeAll(async () => {
    ;[key, foreign] = await Promise.all([makeKeyPair('ES256'), makeKeyPair('ES256')])
    dpop_jkt = await calculateJwkThumbprint(key.publicJwk as JWK)
    server = await startFlowServer({
      clients: [
        {
          client_id: 'mobile',
          client_name: 'Mobile',
          token_endpoint_auth_method: 'none',
          redirect_uris: [CALLBACK],
          grant_types: ['authorization_code', 'refresh_token']
        }
      ]
    })
  })
  afterAll(() => server.close())

  const proofHeader = async (by: KeyPair | undefined, options = {}) =>
    by ? { DPoP: await signProof(server, by, options) } : undefined

  const AUTH: Record<string, Record<string, string>> = { 'web-app': basic('web-app', SECRET), mobile: {} }
  const fieldsOf = (client_id: string) => (client_id === 'mobile' ? { client_id } : undefined)

  async function redeem(code: string, client_id: string, by?: KeyPair): Promise<Answer> {
    const grant = {
      grant_type: 'authorization_code',
      code,
      redirect_uri: CALLBACK,
      code_verifier: VERIFIER,
      ...fieldsOf(client_id)
    }
    return askToken(server, grant, { ...AUTH[client_id], ...(await proofHeader(by)) })
  }

  async function codeFor(client_id: string): Promise<string> {
    const request = codeRequest({ client_id, dpop_jkt, scope: 'openid offline_access', prompt: 'consent' })
    return queryOf((await agreed(server, request)).stop).code ?? ''
  }

  const userinfo = async (token: string, scheme: string, by?: KeyPair) =>
    ask(server, '/oauth2/userinfo', {
      headers: {
        Authorization: `${scheme} ${token}`,
        ...(await proofHeader(by, { method: 'GET', path: '/oauth2/userinfo', token }))
      }
    })

  it.each(['web-app', 'mobile'])(
    'is redeemed by %s with a proof of that key alone, and what goes wrong before does not spend it',
    async (client_id) => {
      const code = await codeFor(client_id)
      for (const by of [undefined, foreign]) {
        const { status, json } = await redeem(code, client_id, by)
        expect([status, json.error]).toEqual([400, 'invalid_grant'])
      }
      const { status, json, text } = await redeem(code, client_id, key)
      expect([status, json.token_type], text).toEqual([200, 'DPoP'])
    }
  )

  it('brings tokens that are bound to it to the end: at UserInfo, and when a public client refreshes them (§5, §7)', async () => {
    const first = (await redeem(await codeFor('mobile'), 'mobile', key)).json as Record<string, string>
    expect((await userinfo(first.access_token!, 'DPoP', key)).json.sub).toBe('alice-sub')
    expect((await userinfo(first.access_token!, 'DPoP', foreign)).status).toBe(401)
    expect((await userinfo(first.access_token!, 'Bearer')).status).toBe(401)

    const grant = {
      grant_type: 'refresh_token',
      refresh_token: first.refresh_token!,
      client_id: 'mobile'
    }
    for (const by of [undefined, foreign]) {
      const { json } = await askToken(server, grant, { ...(await proofHeader(by)) })
      expect(json.error).toBe('invalid_grant')
    }
    const { json } = await askToken(server, grant, { ...(await proofHeader(key)) })
    expect(json.token_type).toBe('DPoP')
    expect((await userinfo(String(json.access_token), 'DPoP', key)).json.sub).toBe('alice-sub')
  })
})
