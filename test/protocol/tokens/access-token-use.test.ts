import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../support/start-server'
import { makeKeyPair, type KeyPair } from '../clients'
import { signProof, type ProofOptions } from '../dpop/proofs'
import { ask, askRaw, askToken, basic, postForm } from '../requests'

const AUTH = basic('app', 'a-secret')
const USERINFO = '/oauth2/userinfo'

describe('an access token at a protected resource (RFC 6750 §2, RFC 9449 §7)', () => {
  let server: TestServer
  let key: KeyPair
  let plain: string
  let bound: string

  beforeAll(async () => {
    key = await makeKeyPair('ES256')
    server = await startServer({
      clients: [
        { client_id: 'app', client_secret: 'a-secret', grant_types: ['client_credentials'], scope: 'admin' }
      ]
    })
    const form = { grant_type: 'client_credentials', scope: 'admin' }
    plain = String((await askToken(server, form, AUTH)).json.access_token)
    const DPoP = await signProof(server, key)
    bound = String((await askToken(server, form, { ...AUTH, DPoP })).json.access_token)
  })
  afterAll(() => server.close())

  const lastReason = () => server.inspector.list(1)[0]?.reason
  const get = (headers: Record<string, string>, path = USERINFO) => ask(server, path, { headers })
  const proofFor = (token: string, options: ProofOptions = {}, pair = key) =>
    signProof(server, pair, { method: 'GET', path: USERINFO, token, ...options })

  it('is asked for without an error where there is none (RFC 6750 §3.1)', async () => {
    for (const headers of [{}, AUTH]) {
      const answer = await get(headers)
      const challenge = answer.headers.get('www-authenticate')
      expect([answer.status, answer.text]).toEqual([401, ''])
      expect(challenge).toMatch(/^Bearer realm="oauth2", DPoP algs="RS256 [A-Za-z0-9 ]+"$/)
    }
  })

  it('is refused with invalid_token where nobody knows it', async () => {
    const answer = await get({ Authorization: 'Bearer unknown' })
    expect([answer.status, answer.json.error]).toEqual([401, 'invalid_token'])
    expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token", error_description="')
  })

  it('is refused in the address, sent twice, or malformed, with 400', async () => {
    const twice = await postForm(
      server,
      USERINFO,
      { access_token: plain },
      { Authorization: `Bearer ${plain}` }
    )
    expect([twice.status, twice.json.error, lastReason()]).toEqual([400, 'invalid_request', 'token-twice'])
    const inQuery = await get({}, `${USERINFO}?access_token=${plain}`)
    expect([inQuery.status, inQuery.json.error, lastReason()]).toEqual([
      400,
      'invalid_request',
      'token-in-query'
    ])
    for (const malformed of ['Bearer', 'Bearer a b', 'Bearer "x"', 'DPoP'])
      expect((await get({ Authorization: malformed })).status).toBe(400)
    const headers = [
      'Host',
      'localhost',
      'Authorization',
      `Bearer ${plain}`,
      'Authorization',
      `Bearer ${plain}`
    ]
    expect((await askRaw(server, { path: USERINFO, headers })).status).toBe(400)
  })

  it('passes as Bearer in the header or in a form, where it is bound to nothing', async () => {
    await get({ Authorization: `bearer ${plain}` })
    expect(lastReason()).not.toMatch(/^token-/)
    await postForm(server, USERINFO, { access_token: plain })
    expect(lastReason()).not.toMatch(/^token-/)
  })

  it('that is bound to a key passes with a proof of that key for this very token', async () => {
    await get({ Authorization: `DPoP ${bound}`, DPoP: await proofFor(bound) })
    expect(lastReason()).not.toMatch(/^(token|dpop)-/)
  })

  it('that is bound to a key is no Bearer token (RFC 9449 §7.2)', async () => {
    const DPoP = await proofFor(bound)
    const plainly: Record<string, string> = { Authorization: `Bearer ${bound}` }
    for (const headers of [plainly, { ...plainly, DPoP }]) {
      const answer = await get(headers)
      expect([answer.status, answer.json.error]).toEqual([401, 'invalid_token'])
      expect(lastReason()).toBe('token-binding-differs')
    }
    expect((await postForm(server, USERINFO, { access_token: bound })).status).toBe(401)
  })

  it('that is bound to a key is refused without a proof, or with one for something else', async () => {
    const other = await makeKeyPair('ES256')
    const cases: [string | undefined, string][] = [
      [undefined, 'dpop-required'],
      [await proofFor(plain), 'dpop-claim-wrong'],
      [await signProof(server, key, { method: 'GET', path: USERINFO }), 'dpop-claim-wrong'],
      [await proofFor(bound, { method: 'POST' }), 'dpop-claim-wrong'],
      [await proofFor(bound, {}, other), 'token-binding-differs']
    ]
    for (const [proof, reason] of cases) {
      const answer = await get({
        Authorization: `DPoP ${bound}`,
        ...(proof !== undefined && { DPoP: proof })
      })
      expect([answer.status, lastReason()]).toEqual([401, reason])
      expect(answer.headers.get('www-authenticate')).toMatch(/^DPoP error="/)
    }
  })

  it('that is bound to nothing proves nothing under the scheme DPoP', async () => {
    const answer = await get({ Authorization: `DPoP ${plain}`, DPoP: await proofFor(plain) })
    expect([answer.status, answer.json.error]).toEqual([401, 'invalid_token'])
  })

  it('that is bound to a key opens nothing of the panel, where one that is not does', async () => {
    const clients = (token: string) => get({ Authorization: `Bearer ${token}` }, '/admin/api/clients')
    expect((await clients(plain)).status).toBe(200)
    expect((await clients(bound)).status).toBe(401)
  })
})
