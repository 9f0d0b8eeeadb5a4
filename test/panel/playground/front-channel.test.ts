import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Draft, PlaygroundExchange } from '../../../src-main/contract'
import { refusalOf, type PanelCall } from '../../support/panel/panel-call'
import { contextOf, directCall } from '../../support/panel/panel-transports'
import { bodyOf, startPlayground, type PlaygroundWorld } from './world'

const ORIGIN = 'https://app.example'

let world: PlaygroundWorld
beforeAll(async () => {
  world = await startPlayground()
  const landing = `${world.server.address}/playground/callback`
  await world.client({
    client_id: 'spa',
    token_endpoint_auth_method: 'none',
    redirect_uris: [landing, `${ORIGIN}/callback`]
  })
  await world.client({ client_id: 'web' })
})
afterAll(() => world.server.close())

const CODE: Draft = { flow: 'openid_code', client_id: 'spa', scope: 'openid', page: {} }
const lastOf = async (draft: Draft) => (await world.runAll(draft)).exchanges.at(-1)!
const headersOf = ({ request }: PlaygroundExchange) => Object.fromEntries(request.headers)

describe('a token request that is sent as a browser sends it for a page', () => {
  it('comes from the origin of the client’s own pages, and needs no question before it (Fetch standard §2.2.2)', async () => {
    const { exchanges } = await world.runAll(CODE)
    expect(exchanges.map(({ action }) => action)).toEqual(['authorize', 'token'])
    const [, token] = exchanges
    expect(headersOf(token!)).toMatchObject({ Origin: ORIGIN, 'Sec-Fetch-Mode': 'cors' })
    expect(token).toMatchObject({
      verdict: { ok: true, id: 'token_issued' },
      cors: { ok: true, origin: ORIGIN, preflight: false, isSameOrigin: false }
    })
  })

  it('is preceded by a question where it carries a header that a page may not send unasked (§4.8)', async () => {
    const { exchanges } = await world.runAll({ ...CODE, client_id: 'web', page: { origin: ORIGIN } })
    expect(exchanges.map(({ action }) => action)).toEqual(['authorize', 'preflight', 'token'])
    const [, question, token] = exchanges
    expect(question?.request).toMatchObject({ method: 'OPTIONS' })
    expect(headersOf(question!)).toMatchObject({
      Origin: ORIGIN,
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'authorization'
    })
    expect(question?.verdict).toEqual({ ok: true, id: 'preflight_passed' })
    expect(token).toMatchObject({ verdict: { ok: true }, cors: { ok: true, preflight: true } })
  })

  it('needs nobody’s leave for a page of the server itself', async () => {
    const exchange = await lastOf({ ...CODE, page: { origin: world.server.address } })
    expect(exchange.cors).toMatchObject({ ok: true, isSameOrigin: true, preflight: false })
  })

  it('brings an answer that the page may not read where the server names no origin, and says what mends it (§4.9)', async () => {
    await world.server.change({ cors: { enabled: false } })
    const { exchanges } = await world.runAll(CODE)
    const token = exchanges.at(-1)!
    expect(token).toMatchObject({
      response: { status: 200 },
      verdict: { ok: false, id: 'cors_unreadable' },
      cors: { ok: false, fault: { id: 'origin_missing' }, repair: 'switch_cors_on' }
    })
    const bound = await world.runAll({ ...CODE, client_id: 'web', page: { origin: ORIGIN } })
    const kept = bound.exchanges.at(-1)!
    expect(kept).toMatchObject({ verdict: { id: 'cors_refused' }, cors: { preflight: true, ok: false } })
    expect(kept.response).toBeUndefined()
    await world.server.change({ cors: { enabled: true } })
  })

  it('gets on with the server’s nonce, which it exposes to pages (RFC 9449 §8.2)', async () => {
    await world.server.change({ dpop: { nonce_required: true } })
    const { exchanges } = await world.runAll({ ...CODE, dpop: true })
    expect(exchanges.map(({ action }) => action)).toEqual([
      'authorize',
      'preflight',
      'token',
      'preflight',
      'token'
    ])
    expect(exchanges.at(-1)).toMatchObject({ verdict: { ok: true }, cors: { ok: true, hidden: [] } })
    await world.server.change({ dpop: { nonce_required: false } })
  })

  it('uses its token as a page too, and finds that introspection is not for pages', async () => {
    const token = bodyOf(await lastOf(CODE))['access_token']
    const use = (what: string) => world.call('playground.use', { draft: CODE, use: what, token })
    expect(await use('userinfo')).toMatchObject({ verdict: { id: 'claims_received' }, cors: { ok: true } })
    const introspected = (await use('introspect')) as PlaygroundExchange
    expect(introspected).toMatchObject({ cors: { ok: false, fault: { id: 'origin_missing' } } })
    expect(introspected.cors?.repair).toBeUndefined()
  })

  it('refuses what is no origin', async () => {
    const draft = { ...CODE, flow: 'oauth2_client_credentials', page: { origin: `${ORIGIN}/page` } }
    expect(await refusalOf(world.call('playground.send', draft))).toMatchObject({
      code: 'UNPROCESSABLE_CONTENT',
      issues: [{ path: ['page', 'origin'] }]
    })
  })
})

describe('what another API says to pages', () => {
  let call: PanelCall
  let answer: (request: IncomingMessage, response: ServerResponse) => void
  const asked: (string | undefined)[] = []
  const api = createServer((request, response) => {
    asked.push(request.method)
    answer(request, response)
  })
  let url: string
  beforeAll(async () => {
    call = directCall(world.server, contextOf({ kind: 'local' }, ['playground.any_issuer']))
    await new Promise<void>((done) => api.listen(0, '127.0.0.1', done))
    url = `http://127.0.0.1:${(api.address() as AddressInfo).port}/things`
  })
  afterAll(() => new Promise((done) => api.close(done)))

  const callApi = async (headers: Record<string, string>, preflight = 204, method = 'PUT') => {
    asked.length = 0
    answer = (request, response) =>
      response.writeHead(request.method === 'OPTIONS' ? preflight : 200, headers).end()
    const input = { draft: CODE, use: 'call_api', token: 'a-token', api: { url, method } }
    return (await call('playground.use', input)) as PlaygroundExchange
  }
  const LEAVE = {
    'Access-Control-Allow-Origin': ORIGIN,
    'Access-Control-Allow-Methods': 'PUT',
    'Access-Control-Allow-Headers': 'Authorization'
  }

  it('is leave where all of it is named', async () => {
    expect((await callApi(LEAVE)).cors).toMatchObject({ ok: true, preflight: true })
    expect(asked).toEqual(['OPTIONS', 'PUT'])
  })

  it.each([
    ['no origin', {}, 204, { id: 'origin_missing' }],
    [
      'another origin',
      { 'Access-Control-Allow-Origin': 'https://other.example' },
      204,
      { id: 'origin_differs' }
    ],
    ['a failure', {}, 500, { id: 'preflight_status', value: '500' }],
    [
      'no such method',
      { 'Access-Control-Allow-Methods': 'GET' },
      204,
      { id: 'method_not_allowed', value: 'PUT' }
    ],
    [
      'an asterisk for the header of credentials',
      { 'Access-Control-Allow-Headers': '*' },
      204,
      { id: 'header_not_allowed', value: 'authorization' }
    ]
  ])('is no leave where it is %s, and the request stays unsent', async (_name, headers, status, fault) => {
    const bare = Object.keys(headers).length === 0 && status === 204
    const { cors, response } = await callApi(bare ? {} : { ...LEAVE, ...headers }, status)
    expect(cors).toMatchObject({ ok: false, fault })
    expect(response).toBeUndefined()
    expect(asked).toEqual(['OPTIONS'])
  })

  it('hides the challenge of an answer that exposes none (RFC 6750 §3)', async () => {
    const exchange = await callApi({ ...LEAVE, 'WWW-Authenticate': 'Bearer' })
    expect(exchange.cors).toMatchObject({ ok: true, hidden: ['WWW-Authenticate'] })
  })
})
