import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestServer } from '../../support/start-server'
import {
  asOther,
  block,
  CALLBACK,
  digestOf,
  insertCode,
  isActive,
  redeem,
  startGrantServer
} from '../grant-world'

describe('The authorization code grant', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startGrantServer()
  })
  afterAll(() => server.close())

  it('gives access, refresh and ID token for a code (RFC 6749 §4.1.4, OpenID Connect Core §3.1.3.3)', async () => {
    const answer = await redeem(server, await insertCode(server, {}, { nonce: 'n-1' }))
    expect(answer.status).toBe(200)
    expect(answer.json).toMatchObject({ token_type: 'Bearer', scope: 'openid orders:read offline_access' })
    expect(await isActive(server, answer.json.access_token)).toBe(true)
    expect(answer.json.refresh_token).toEqual(expect.any(String))
    expect(decodeJwt(String(answer.json.id_token))).toMatchObject({
      nonce: 'n-1',
      sub: 'alice-sub',
      aud: 'app'
    })
  })

  it.each([
    ['a code that never was', async () => 'no-such-code', {}, 'invalid_grant'],
    ['another redirect_uri', () => insertCode(server), { redirect_uri: `${CALLBACK}/` }, 'invalid_grant'],
    [
      'no redirect_uri where the request had one',
      () => insertCode(server),
      { redirect_uri: '' },
      'invalid_request'
    ],
    [
      'a redirect_uri that is not registered where the request had none',
      () => insertCode(server, { redirect_uri: undefined }),
      { redirect_uri: 'https://evil.example.com/' },
      'invalid_grant'
    ],
    [
      'a code without a proof of its DPoP key',
      () => insertCode(server, { dpop_jkt: 'key' }),
      {},
      'invalid_grant'
    ],
    ['no code', async () => '', {}, 'invalid_request']
  ])('refuses %s (RFC 6749 §4.1.3, RFC 9449 §10)', async (_what, make, more, error) => {
    const answer = await redeem(server, await make(), more as Record<string, string>)
    expect([answer.status, answer.json.error]).toEqual([400, error])
  })

  it('lets the redirect_uri be left out where the authorization request did (RFC 6749 §4.1.3)', async () => {
    const code = await insertCode(server, { redirect_uri: undefined })
    expect((await redeem(server, code, { redirect_uri: '' })).status).toBe(200)
  })

  it('refuses an expired code (RFC 6749 §4.1.2)', async () => {
    const code = await insertCode(server, { exp: server.clock.nowSeconds() })
    expect((await redeem(server, code)).json.error).toBe('invalid_grant')
  })

  it('refuses the code of another client and leaves it to its own (RFC 6749 §4.1.3)', async () => {
    const code = await insertCode(server)
    expect((await redeem(server, code, {}, asOther)).json.error).toBe('invalid_grant')
    expect((await redeem(server, code)).status).toBe(200)
  })

  it('refuses a code that comes again, and ends what was issued from it (RFC 6749 §4.1.2)', async () => {
    const code = await insertCode(server)
    const first = await redeem(server, code)
    // Long after its own end a spent code is still remembered.
    server.clock.advance({ seconds: 300 })
    expect((await redeem(server, code)).json.error).toBe('invalid_grant')
    expect(await isActive(server, first.json.access_token)).toBe(false)
    expect(await isActive(server, first.json.refresh_token)).toBe(false)
  })

  it('does not let a failed replay end anything (RFC 9700 §4.2.4)', async () => {
    const code = await insertCode(server)
    const first = await redeem(server, code)
    await redeem(server, code, { redirect_uri: 'https://evil.example.com/' })
    await redeem(server, code, {}, asOther)
    expect(await isActive(server, first.json.access_token)).toBe(true)
  })

  it('lets no token of a code live that twenty requests redeem at once (RFC 6749 §4.1.2)', async () => {
    const code = await insertCode(server)
    const answers = await Promise.all(Array.from({ length: 20 }, () => redeem(server, code)))
    const won = answers.filter(({ status }) => status === 200)
    expect(won.length).toBeLessThanOrEqual(1)
    expect(answers.filter(({ status }) => status === 400).length).toBe(20 - won.length)
    const left = await server.store.tokens.find('authorization_id', `authorization-${code.slice(5)}`)
    expect(left).toEqual([])
    for (const { json } of won) expect(await isActive(server, json.access_token)).toBe(false)
    expect(await server.store.authorizationCodes.get(digestOf(code))).toMatchObject({ spent: true })
  })

  it('narrows the resources, and refuses one that was not granted (RFC 8707 §2.2)', async () => {
    const resources = ['https://a.example.com', 'https://b.example.com']
    const code = await insertCode(server, {}, { resources })
    const wrong = await redeem(server, code, { resource: 'https://c.example.com' })
    expect(wrong.json.error).toBe('invalid_target')
    const right = await redeem(server, code, { resource: 'https://b.example.com' })
    const [token] = (await server.store.tokens.find('client_id', 'app')).filter(
      ({ id }) => id === digestOf(String(right.json.access_token))
    )
    expect(token?.aud).toEqual(['https://b.example.com'])
  })

  it('narrows authorization_details, and refuses those that were not granted (RFC 9396 §6)', async () => {
    const details = [{ type: 'payment', amount: 1 }, { type: 'account' }]
    const code = await insertCode(server, {}, { authorization_details: details })
    const more = { authorization_details: JSON.stringify([{ type: 'payment', amount: 2 }]) }
    expect((await redeem(server, code, more)).json.error).toBe('invalid_authorization_details')
    const less = { authorization_details: JSON.stringify([{ amount: 1, type: 'payment' }]) }
    expect((await redeem(server, code, less)).json.authorization_details).toEqual([details[0]])
  })

  it('gives no scope that the person has lost since (RFC 6749 §3.3)', async () => {
    const code = await insertCode(server, {}, { scope: 'openid staff' })
    expect((await redeem(server, code)).json.scope).toBe('openid')
  })

  it.each([
    ['openid_code', 'openid', 'code'],
    ['oauth2_code', 'orders:read', 'code'],
    ['openid_hybrid', 'openid', 'code id_token']
  ])('refuses a code whose flow %s was switched off since', async (flow, scope, response_type) => {
    const code = await insertCode(server, { response_type }, { scope })
    await server.change({ flows: { [flow]: false } })
    const answer = await redeem(server, code)
    await server.change({ flows: { [flow]: true } })
    expect([answer.status, answer.json.error]).toEqual([400, 'unsupported_grant_type'])
  })

  it('refuses a code whose authorization has ended', async () => {
    const code = await insertCode(server)
    await server.store.authorizations.remove(`authorization-${code.slice(5)}`)
    expect((await redeem(server, code)).json.error).toBe('invalid_grant')
  })

  it('refuses a code of a person who was blocked since, and of a client that was', async () => {
    const [first, second] = [await insertCode(server), await insertCode(server)]
    await block(server, { user: 'alice' })
    expect((await redeem(server, first)).json.error).toBe('invalid_grant')
    await block(server, { client: 'app' })
    expect((await redeem(server, second)).json.error).toBe('invalid_client')
  })
})
