import * as openid from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestServer } from '../../support/start-server'
import { SECRET } from '../clients'
import {
  asApp,
  asOther,
  block,
  DEVICE,
  digestOf,
  insertAuthorization,
  isActive,
  startGrantServer
} from '../grant-world'
import { askToken, postForm, type Answer } from '../requests'

describe('The device flow', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startGrantServer()
  })
  afterAll(() => server.close())

  const begin = (more: Record<string, string> = {}, headers: Record<string, string> = asApp) =>
    postForm(server, '/oauth2/device_authorization', { scope: 'openid orders:read', ...more }, headers)
  const codeOf = async () => String((await begin()).json.device_code)
  const poll = (code: string, headers: Record<string, string> = asApp, more: Record<string, string> = {}) =>
    askToken(server, { grant_type: DEVICE, device_code: code, ...more }, headers)
  const approve = async (code: string) => {
    const { id } = await insertAuthorization(server, { scope: 'openid orders:read' })
    await server.protocol.deviceCodes.approve(digestOf(code), id)
  }
  const errorOf = ({ status, json }: Answer) => [status, json.error]

  it('serves openid-client from the first request to the tokens', async () => {
    const insecure = { execute: [openid.allowInsecureRequests] }
    const client = await openid.discovery(
      new URL(server.address),
      'app',
      {},
      openid.ClientSecretBasic(SECRET),
      insecure
    )
    const device = await openid.initiateDeviceAuthorization(client, { scope: 'openid' })
    await approve(device.device_code)
    const tokens = await openid.pollDeviceAuthorizationGrant(client, { ...device, interval: 0 })
    expect(tokens.claims()?.sub).toBe('alice-sub')
  })

  it('is begun from an address a limited number of times, for a while, by a client that proves nothing', async () => {
    const limited = await startGrantServer()
    const ask = () => postForm(limited, '/oauth2/device_authorization', { client_id: 'spa', scope: 'openid' })
    const statuses: number[] = []
    for (let count = 0; count < 501; count += 1) statuses.push((await ask()).status)
    expect(new Set(statuses.slice(0, 500))).toEqual(new Set([200]))
    expect(statuses[500]).toBe(429)
    await limited.close()
  })

  it('gives a device a code, a page and a pace (RFC 8628 §3.2)', async () => {
    const { status, json, headers } = await begin()
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('no-store')
    const page = `${server.address}/device`
    expect(json).toMatchObject({ verification_uri: page, expires_in: 600, interval: 5 })
    expect(json.user_code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/)
    expect(json.device_code).toMatch(/^[A-Za-z0-9]{43,}$/)
    expect(json.verification_uri_complete).toBe(`${page}?user_code=${String(json.user_code)}`)
  })

  it('lets a public client ask, by its client_id alone (RFC 8628 §3.1)', async () => {
    expect((await begin({ client_id: 'spa' }, {})).status).toBe(200)
  })

  it.each([
    ['a client that is not known', { client_id: 'nobody' }, {}, [401, 'invalid_client']],
    ['a scope that is not known', { scope: 'nonsense' }, asApp, [400, 'invalid_scope']],
    ['a resource that is no URI', { resource: 'here' }, asApp, [400, 'invalid_target']],
    ['broken details', { authorization_details: '[' }, asApp, [400, 'invalid_authorization_details']]
  ])('refuses %s at the device authorization endpoint', async (_what, more, headers, expected) => {
    expect(errorOf(await begin(more as Record<string, string>, headers as Record<string, string>))).toEqual(
      expected
    )
  })

  it('lets a device wait, and slows it by five seconds each time it polls too fast (RFC 8628 §3.5)', async () => {
    const code = await codeOf()
    expect(errorOf(await poll(code))).toEqual([400, 'authorization_pending'])
    expect(errorOf(await poll(code))).toEqual([400, 'slow_down'])
    server.clock.advance({ seconds: 6 })
    expect(errorOf(await poll(code))).toEqual([400, 'slow_down'])
    server.clock.advance({ seconds: 15 })
    expect(errorOf(await poll(code))).toEqual([400, 'authorization_pending'])
  })

  it('gives an approved device its tokens, once (RFC 8628 §3.5)', async () => {
    const code = await codeOf()
    await approve(code)
    const answer = await poll(code)
    expect(answer.json).toMatchObject({ token_type: 'Bearer', scope: 'openid orders:read' })
    expect(answer.json.id_token).toEqual(expect.any(String))
    expect(answer.json.refresh_token).toEqual(expect.any(String))
    expect(await isActive(server, answer.json.access_token)).toBe(true)
    expect(errorOf(await poll(code))).toEqual([400, 'invalid_grant'])
  })

  it('gives tokens to one of twenty polls at once', async () => {
    const code = await codeOf()
    await approve(code)
    const answers = await Promise.all(Array.from({ length: 20 }, () => poll(code)))
    expect(answers.filter(({ status }) => status === 200).length).toBe(1)
    expect(answers.filter(({ json }) => json.error === 'invalid_grant').length).toBe(19)
  })

  it('tells a device that its person refused (RFC 8628 §3.5)', async () => {
    const code = await codeOf()
    await server.protocol.deviceCodes.deny(digestOf(code))
    expect(errorOf(await poll(code))).toEqual([400, 'access_denied'])
  })

  it('takes one decision of many, the first', async () => {
    const code = await codeOf()
    const { id } = await insertAuthorization(server)
    const { approve, deny } = server.protocol.deviceCodes
    const decisions = Array.from({ length: 20 }, (_, index) =>
      index % 2 ? approve(digestOf(code), id) : deny(digestOf(code))
    )
    const settled = await Promise.allSettled(decisions)
    expect(settled.filter(({ status }) => status === 'fulfilled').length).toBe(1)
    expect(errorOf(await poll(code))).toEqual([400, 'access_denied'])
  })

  it('says that a code has expired, and later that it is not known (RFC 8628 §3.5)', async () => {
    const code = await codeOf()
    await approve(code)
    server.clock.advance({ seconds: 600 })
    expect(errorOf(await poll(code))).toEqual([400, 'expired_token'])
    server.clock.advance({ seconds: 600 })
    expect(errorOf(await poll(code))).toEqual([400, 'invalid_grant'])
  })

  it('gives nothing for the code of another client, and leaves it to its own (RFC 8628 §3.4)', async () => {
    const code = await codeOf()
    await approve(code)
    expect(errorOf(await poll(code, asOther))).toEqual([400, 'invalid_grant'])
    expect((await poll(code)).status).toBe(200)
  })

  it('refuses codes that never were, and a request without one', async () => {
    expect(errorOf(await poll('no-such-code'))).toEqual([400, 'invalid_grant'])
    expect(errorOf(await poll(''))).toEqual([400, 'invalid_request'])
  })

  it('is refused at both endpoints while it is switched off', async () => {
    const code = await codeOf()
    await approve(code)
    await server.change({ flows: { device: false } })
    const [first, second] = [await begin(), await poll(code)]
    await server.change({ flows: { device: true } })
    expect(errorOf(first)).toEqual([400, 'unsupported_grant_type'])
    expect(errorOf(second)).toEqual([400, 'unsupported_grant_type'])
  })

  it('refuses a device whose person was blocked since', async () => {
    const code = await codeOf()
    await approve(code)
    await block(server, { user: 'alice' })
    expect(errorOf(await poll(code))).toEqual([400, 'invalid_grant'])
  })
})
