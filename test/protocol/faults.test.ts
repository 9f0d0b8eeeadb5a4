import { createHash } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import * as client from 'openid-client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Exchanges } from '../../src-main/contract'
import type { ArmedFault } from '../../src-main/model'
import { createManualScheduler, type ManualScheduler } from '../support/manual-scheduler'
import type { PanelCall } from '../support/panel/panel-call'
import { contextOf, directCall } from '../support/panel/panel-transports'
import type { TestServer } from '../support/start-server'
import { SECRET } from './clients'
import { agreed, codeRequest, queryOf, redeem, startFlowServer, VERIFIER } from './flow-world'
import { askToken, basic } from './requests'

let server: TestServer
let scheduler: ManualScheduler
let call: PanelCall

const OTHER = { client_id: 'other', client_secret: SECRET, grant_types: ['client_credentials' as const] }

beforeEach(async () => {
  scheduler = createManualScheduler()
  server = await startFlowServer({
    scheduler,
    clients: [OTHER, { ...OTHER, client_id: 'jwt', access_token_format: 'jwt' }],
    settings: { consent: 'skip', tokens: { signing_alg: 'ES256' } }
  })
  call = directCall(server, contextOf({ kind: 'local' }))
})
afterEach(() => server.close())

const arm = async (fault: Record<string, unknown>) => (await call('faults.arm', fault)) as ArmedFault
const armed = async () => ((await call('faults.list')) as { items: ArmedFault[] }).items
const token = (client_id = 'other') =>
  askToken(server, { grant_type: 'client_credentials' }, basic(client_id, SECRET))
const raw = (path: string) => fetch(`${server.address}${path}`)
const revocation = {
  method: 'POST',
  headers: basic('other', SECRET),
  body: new URLSearchParams({ token: 'any' })
}
/** Without the members that are left out. */
const defined = (value: object) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>
const latest = async () => ((await call('traffic.list', { limit: 1 })) as Exchanges).items[0]!

/** A code of alice for the web app. */
async function code(more: Record<string, string> = {}): Promise<string | undefined> {
  return queryOf((await agreed(server, codeRequest(more))).stop).code
}

describe('A fault that is armed', () => {
  it.each([
    ['http_500', 500, 'server_error'],
    ['http_503', 503, 'temporarily_unavailable']
  ])('%s answers the endpoints of clients with %i, so often and no more', async (kind, status, error) => {
    await arm({ kind, uses: 2 })
    expect(await token()).toMatchObject({ status, json: { error } })
    expect(await armed()).toMatchObject([{ kind, place: 'endpoints', uses_left: 1 }])
    expect((await raw('/oauth2/jwks.json')).status).toBe(200)
    expect((await raw('/oauth2/userinfo')).status).toBe(status)
    expect(await armed()).toEqual([])
    expect((await token()).status).toBe(200)
  })

  it('refuses before anything is spent, so that the code is good for another try (RFC 6749 §4.1.2)', async () => {
    const good = await code()
    await arm({ kind: 'http_503', client_id: 'web-app' })
    expect((await redeem(server, good)).status).toBe(503)
    expect((await redeem(server, good)).status).toBe(200)
  })

  it('concerns its client alone', async () => {
    await arm({ kind: 'http_500', client_id: 'other', uses: 'until_off' })
    expect((await token('jwt')).status).toBe(200)
    expect((await token('other')).status).toBe(500)
    expect((await token('other')).status).toBe(500)
  })

  it('malformed_json cuts the answer in half', async () => {
    await arm({ kind: 'malformed_json', client_id: 'other' })
    const answer = await token()
    expect(answer.status).toBe(200)
    expect(answer.text).toMatch(/^\{/)
    expect(() => JSON.parse(answer.text) as unknown).toThrow(SyntaxError)
  })

  it('dropped_answer does what is asked, and cuts the connection in the middle of the answer', async () => {
    const [good, other] = [await code(), await code()]
    await arm({ kind: 'dropped_answer', uses: 2 })
    await expect(redeem(server, good)).rejects.toThrow()
    expect(await latest()).toMatchObject({ status: 200, faults: ['dropped_answer'] })
    await expect(
      fetch(`${server.address}/oauth2/revoke`, revocation).then((it) => it.text())
    ).rejects.toThrow()
    expect((await redeem(server, good)).json.error).toBe('invalid_grant')
    expect((await redeem(server, other)).status).toBe(200)
  })

  it('delay answers when its time has come', async () => {
    await arm({ kind: 'delay', delay_ms: 60_000 })
    let isAnswered = false
    const asked = token().finally(() => (isAnswered = true))
    await expect.poll(armed).toEqual([])
    expect(isAnswered).toBe(false)
    scheduler.runAll()
    expect((await asked).status).toBe(200)
  })

  it('jwks_unavailable closes the key set, and nothing else', async () => {
    const { id } = await arm({ kind: 'jwks_unavailable', uses: 'until_off' })
    expect((await raw('/oauth2/jwks.json')).status).toBe(503)
    expect((await raw('/.well-known/openid-configuration')).status).toBe(200)
    expect((await token()).status).toBe(200)
    await call('faults.disarm', { id })
    expect((await raw('/oauth2/jwks.json')).status).toBe(200)
  })

  it('user_denies brings access_denied to the client, in the person’s place (RFC 6749 §4.1.2.1)', async () => {
    await arm({ kind: 'user_denies' })
    const denied = await fetch(`${server.address}/oauth2/authorize?${new URLSearchParams(codeRequest())}`, {
      redirect: 'manual'
    })
    const { searchParams } = new URL(denied.headers.get('location')!)
    expect(Object.fromEntries(searchParams)).toMatchObject({ error: 'access_denied', state: 'a-state' })
    expect(await latest()).toMatchObject({ reason: 'fault-injected', faults: ['user_denies'] })
    expect(await code()).toBeDefined()
  })

  it('short_token_life shortens what is issued in one answer, and the server keeps to it', async () => {
    await arm({ kind: 'short_token_life', seconds: 7, client_id: 'web-app' })
    const { json } = await redeem(server, await code())
    const { iat, exp } = decodeJwt(json.id_token as string)
    expect([json.expires_in, exp! - iat!]).toEqual([7, 7])
    const me = () =>
      fetch(`${server.address}/oauth2/userinfo`, {
        headers: { Authorization: `Bearer ${String(json.access_token)}` }
      })
    expect((await me()).status).toBe(200)
    server.clock.advance({ seconds: 8 })
    expect((await me()).status).toBe(401)
    expect((await redeem(server, await code())).json.expires_in).toBe(3600)
  })

  it('clock_skew moves the times of a JWT (RFC 7519 §4.1)', async () => {
    await arm({ kind: 'clock_skew', seconds: -7200, client_id: 'jwt' })
    const { iat, exp } = decodeJwt((await token('jwt')).json.access_token as string)
    expect([iat, exp]).toEqual([server.clock.nowSeconds() - 7200, server.clock.nowSeconds() - 3600])
  })

  it.each(['wrong_iss', 'wrong_aud', 'bad_signature'])('%s spoils a JWT access token too', async (kind) => {
    const good = (await token('jwt')).json.access_token as string
    await arm({ kind, client_id: 'jwt' })
    const bad = (await token('jwt')).json.access_token as string
    const changed = (['iss', 'aud'] as const).filter((name) => decodeJwt(good)[name] !== decodeJwt(bad)[name])
    expect(decodeProtectedHeader(bad)).toEqual(decodeProtectedHeader(good))
    expect(changed).toEqual(kind === 'bad_signature' ? [] : [kind.slice(-3)])
  })

  it('wrong_at_hash gives the hash of another access token (OpenID Connect Core §3.1.3.6)', async () => {
    await arm({ kind: 'wrong_at_hash', client_id: 'web-app' })
    const hashes = [await code(), await code()].map(async (one) => {
      const { access_token, id_token } = (await redeem(server, one)).json as Record<string, string>
      const digest = createHash('sha256').update(access_token!).digest()
      return decodeJwt(id_token!).at_hash === digest.subarray(0, 16).toString('base64url')
    })
    expect((await Promise.all(hashes)).sort()).toEqual([false, true])
  })

  it.each([
    ['missing_sub', { sub: undefined }, {}],
    ['unknown_kid', {}, { kid: 'a-key-that-nobody-published' }],
    ['alg_none', {}, { alg: 'none', kid: undefined }]
  ])('%s spoils a JWT access token, and nothing else of it', async (kind, claims, header) => {
    const good = (await token('jwt')).json.access_token as string
    await arm({ kind, client_id: 'jwt' })
    const bad = (await token('jwt')).json.access_token as string
    const { jti } = decodeJwt(bad)
    expect(decodeJwt(bad)).toEqual(defined({ ...decodeJwt(good), jti, ...claims }))
    expect(decodeProtectedHeader(bad)).toEqual(defined({ ...decodeProtectedHeader(good), ...header }))
    expect(bad.endsWith('.')).toBe(kind === 'alg_none')
  })

  it('is told of beside the exchange that it made', async () => {
    await arm({ kind: 'wrong_iss', client_id: 'jwt' })
    await arm({ kind: 'malformed_json', client_id: 'jwt' })
    await token('jwt')
    expect(await latest()).toMatchObject({ status: 200, faults: ['wrong_iss', 'malformed_json'] })
    await token('jwt')
    expect(await latest()).not.toHaveProperty('faults')
  })

  it('ends when its time is over, and with the server', async () => {
    await arm({ kind: 'http_500', uses: 'until_off', lasts_seconds: 60 })
    scheduler.runAll()
    expect(await armed()).toEqual([])
    expect((await token()).status).toBe(200)
    await arm({ kind: 'http_500', uses: 'until_off' })
    await server.stop()
    expect(await armed()).toEqual([])
  })
})

describe('openid-client', () => {
  const exchange = async () => {
    const config = await client.discovery(
      new URL(server.address),
      'web-app',
      undefined,
      client.ClientSecretBasic(SECRET),
      { execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks] }
    )
    const { stop } = await agreed(server, codeRequest({ nonce: 'a-nonce' }))
    return client.authorizationCodeGrant(config, new URL(stop.location!), {
      pkceCodeVerifier: VERIFIER,
      expectedState: 'a-state',
      expectedNonce: 'a-nonce'
    })
  }

  it.each([
    ['bad_signature', /signature/],
    ['wrong_iss', /"iss"/],
    ['wrong_aud', /"aud"/],
    ['wrong_nonce', /"nonce"/],
    ['missing_sub', /"sub"/],
    ['unknown_kid', /key/],
    ['alg_none', /alg/]
  ])('refuses an ID token with %s (OpenID Connect Core §3.1.3.7)', async (kind, complaint) => {
    await arm({ kind, client_id: 'web-app' })
    const refused = await exchange().then(
      () => undefined,
      (error: unknown) => error as Error
    )
    expect(String(refused?.cause ?? '') + refused?.message).toMatch(complaint)
    expect((await exchange()).claims()).toMatchObject({ nonce: 'a-nonce' })
  })
})
