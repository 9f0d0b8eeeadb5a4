import { get } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Exchange, ExchangeDetail, Exchanges } from '../../../src-main/contract'
import type { PanelCall } from '../../support/panel/panel-call'
import { refusalOf } from '../../support/panel/panel-call'
import { contextOf, directCall } from '../../support/panel/panel-transports'
import { startServer, type TestServer } from '../../support/start-server'

const SECRET = 'a-very-secret-secret'
let server: TestServer
let call: PanelCall
beforeEach(async () => {
  server = await startServer({
    scopes: ['orders'],
    clients: [
      {
        client_id: 'shop',
        client_secret: SECRET,
        grant_types: ['client_credentials'],
        token_endpoint_auth_method: 'client_secret_post',
        scope: 'orders'
      },
      {
        client_id: 'web',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code'],
        redirect_uris: ['http://localhost:3000/cb']
      }
    ],
    users: [{ username: 'mo', password: 'password1', roles: ['moderator'] }]
  })
  call = directCall(server, contextOf({ kind: 'local' }))
})
afterEach(() => server.close())

const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${server.address}${path}`, { method: 'POST', body: new URLSearchParams(form), headers })
const askToken = (over: Record<string, string> = {}) =>
  post('/oauth2/token', {
    grant_type: 'client_credentials',
    client_id: 'shop',
    client_secret: SECRET,
    ...over
  })
const list = (filter = '', more: object = {}) =>
  call('traffic.list', { filter, ...more }) as Promise<Exchanges>
const detailOf = (id: number) => call('traffic.get', { id }) as Promise<ExchangeDetail>

describe('The traffic', () => {
  it('keeps the request and the answer as they passed, and shows them without their secrets', async () => {
    const answer = (await (await askToken()).json()) as { access_token: string }
    const [exchange] = (await list()).items
    const detail = await detailOf(exchange!.id)
    expect(detail.request).toMatchObject({ method: 'POST', target: '/oauth2/token' })
    expect(detail.request!.body).toContain('client_id=shop')
    expect(detail.response!.body).toContain('"token_type":"Bearer"')
    const shown = JSON.stringify(detail)
    expect(shown).not.toContain(SECRET)
    expect(shown).not.toContain(answer.access_token)
    expect(detail.tokens).toMatchObject([
      { name: 'access_token', in: 'answer', format: 'opaque', active: true, claims: { client_id: 'shop' } }
    ])
  })

  it('keeps headers in their order, with those that stand twice', async () => {
    const headers = { 'X-Two': ['b', 'a'], Authorization: 'Bearer a-token-of-somebody' }
    await new Promise((resolve) => {
      get(`${server.address}/oauth2/userinfo`, { headers }, (answer) => answer.resume().once('end', resolve))
    })
    const detail = await detailOf((await list()).items[0]!.id)
    expect(detail.request!.headers.slice(0, 3)).toEqual([
      ['X-Two', 'b'],
      ['X-Two', 'a'],
      ['Authorization', 'Bearer ••••••••']
    ])
  })

  it('tells secrets to administrators who ask, and remembers that they did', async () => {
    await askToken()
    const { id } = (await list()).items[0]!
    const detail = (await call('traffic.reveal', { id })) as ExchangeDetail
    expect(detail.request!.body).toContain(SECRET)
    expect(detail.curl).toContain(SECRET)
    await expect
      .poll(() => call('audit.list', { event: 'traffic.reveal' }))
      .toMatchObject({ items: [{ event: 'traffic.reveal', actor: { kind: 'local' }, object: String(id) }] })
    const user = (await server.store.users.get('mo'))!
    const moderator = directCall(server, contextOf({ kind: 'user', user }))
    expect(await refusalOf(moderator('traffic.reveal', { id }))).toMatchObject({ code: 'FORBIDDEN' })
    expect(JSON.stringify(await moderator('traffic.get', { id }))).not.toContain(SECRET)
    expect(((await moderator('traffic.list', { filter: SECRET })) as Exchanges).total).toBe(0)
    expect((await list(SECRET)).total).toBe(1)
  })

  it('filters in its own language', async () => {
    await askToken()
    await askToken({ client_secret: 'wrong' })
    await fetch(`${server.address}/oauth2/jwks.json`)
    const paths = async (filter: string) =>
      (await list(filter)).items.map(({ path, status }) => `${path} ${status}`)
    expect(await paths('client:shop status:4xx')).toEqual(['/oauth2/token 401'])
    expect(await paths('error:invalid_client')).toEqual(['/oauth2/token 401'])
    expect(await paths('-path:/jwks.json is:ok')).toEqual(['/oauth2/token 200'])
    expect(await paths('status:200 status:401')).toHaveLength(3)
    expect(await paths('grant_type=client_credentials -is:failed')).toEqual(['/oauth2/token 200'])
    expect(await paths('nothing-has-this')).toEqual([])
  })

  it('joins what belongs to one flow', async () => {
    const { access_token } = (await (await askToken()).json()) as { access_token: string }
    await askToken()
    await post('/oauth2/introspect', { token: access_token, client_id: 'shop', client_secret: SECRET })
    const { items } = await list()
    const [introspection, other, first] = items
    expect(introspection!.flow).toBe(first!.flow)
    expect(other!.flow).not.toBe(first!.flow)
    expect((await list(`flow:${first!.flow}`)).total).toBe(2)
  })

  it('names the rule that refused, what was expected and what came, and the repair', async () => {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: 'web',
      redirect_uri: 'http://localhost:3000/cb/'
    })
    await fetch(`${server.address}/oauth2/authorize?${query}`, { redirect: 'manual' })
    const { story } = await detailOf((await list()).items[0]!.id)
    expect(story).toMatchObject({
      expected: ['http://localhost:3000/cb'],
      received: 'http://localhost:3000/cb/',
      repair: { id: 'add_redirect_uri', client_id: 'web', redirect_uri: 'http://localhost:3000/cb/' }
    })
    expect(story.rules.find(({ outcome }) => outcome === 'refused')?.id).toBe('redirect-uri')
    expect(story.rules.find(({ id }) => id === 'client-known')?.outcome).toBe('held')
    expect(story.rules.find(({ id }) => id === 'consent')?.outcome).toBe('waiting')
  })

  it('shows a repair to whoever may make it', async () => {
    await askToken({ grant_type: 'password' })
    await fetch(`${server.address}/oauth2/authorize?client_id=nobody`)
    const user = (await server.store.users.get('mo'))!
    const moderator = directCall(server, contextOf({ kind: 'user', user }))
    const repairOf = async (caller: PanelCall, id: number) =>
      ((await caller('traffic.get', { id })) as ExchangeDetail).story.repair?.id
    const [unknown, refused] = (await list()).items
    expect(await repairOf(call, refused!.id)).toBe('allow_grant')
    expect(await repairOf(moderator, refused!.id)).toBeUndefined()
    expect(await repairOf(moderator, unknown!.id)).toBe('create_client')
    await server.store.clients.update('shop', (client) => ({ ...client, owner: 'mo' }))
    expect(await repairOf(moderator, refused!.id)).toBe('allow_grant')
  })

  it('keeps a note beside an exchange, and finds those that have one', async () => {
    await askToken()
    await askToken()
    const { id } = (await list()).items[0]!
    expect(await call('traffic.note', { id, note: '  the one that QA reported ' })).toMatchObject({
      id,
      note: 'the one that QA reported'
    })
    expect((await list('is:noted')).items.map((one) => one.id)).toEqual([id])
    await call('traffic.note', { id, note: '' })
    expect((await list('is:noted')).total).toBe(0)
    expect(await refusalOf(call('traffic.note', { id, note: 'x'.repeat(501) }))).toMatchObject({
      code: 'UNPROCESSABLE_CONTENT'
    })
  })

  it('sends a GET again as it came, for administrators alone, and nothing else', async () => {
    const headers = { Authorization: 'Bearer a-token-of-somebody', 'X-Own': 'kept' }
    await fetch(`${server.address}/oauth2/userinfo?x=1`, { headers })
    const first = (await list()).items[0]!
    const again = (await call('traffic.replay', { id: first.id })) as Exchange
    expect(again).toMatchObject({ method: 'GET', path: '/oauth2/userinfo', status: 401 })
    expect(again.id).toBeGreaterThan(first.id)
    const { request } = (await call('traffic.reveal', { id: again.id })) as ExchangeDetail
    expect(request!.target).toBe('/oauth2/userinfo?x=1')
    const lines = request!.headers.map(([name, value]) => `${name.toLowerCase()}: ${value}`)
    expect(lines).toEqual(
      expect.arrayContaining(['authorization: Bearer a-token-of-somebody', 'x-own: kept'])
    )
    await askToken()
    const posted = (await list()).items[0]!
    expect(await refusalOf(call('traffic.replay', { id: posted.id }))).toMatchObject({
      code: 'UNPROCESSABLE_CONTENT',
      issues: [{ path: ['id'], message: expect.stringContaining('only a GET') as string }]
    })
    const user = (await server.store.users.get('mo'))!
    const moderator = directCall(server, contextOf({ kind: 'user', user }))
    expect(await refusalOf(moderator('traffic.replay', { id: first.id }))).toMatchObject({
      code: 'FORBIDDEN'
    })
  })

  it('lets a test wait for what it expects', async () => {
    const waiting = call('traffic.wait', { filter: 'client:shop status:200' }) as Promise<Exchanges>
    await askToken({ client_secret: 'wrong' })
    await askToken()
    expect((await waiting).items).toMatchObject([{ client_id: 'shop', status: 200 }])
    const late = (await call('traffic.wait', { filter: 'client:nobody', timeoutSeconds: 0.05 })) as Exchanges
    expect(late).toMatchObject({ items: [], total: 0 })
  })

  it('can be exported as HAR and NDJSON, with secrets only where they are asked for', async () => {
    await askToken()
    const har = (await call('traffic.export', { format: 'har' })) as { text: string; filename: string }
    const { log } = JSON.parse(har.text) as {
      log: { version: string; entries: { request: { url: string } }[] }
    }
    expect([log.version, log.entries[0]?.request.url]).toEqual(['1.2', `${server.address}/oauth2/token`])
    expect(har.text).not.toContain(SECRET)
    const lines = (await call('traffic.exportRevealed', { format: 'ndjson' })) as { text: string }
    expect(JSON.parse(lines.text.split('\n')[0]!)).toMatchObject({
      client_id: 'shop',
      request: { method: 'POST' }
    })
    expect(lines.text).toContain(SECRET)
  })

  it('shows each header of an answer as it went out: cookies on lines of their own, and nothing twice', async () => {
    const address = `${server.address}/oauth2/authorize?response_type=code&client_id=web&redirect_uri=${encodeURIComponent('http://localhost:3000/cb')}&code_challenge=${'a'.repeat(43)}&code_challenge_method=S256`
    const sent = await new Promise<string[]>((resolve) => {
      get(address, (response) => resolve(response.resume().rawHeaders))
    })
    const names = sent.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase())
    const single = names.filter((name) => name !== 'set-cookie')
    expect(new Set(single).size).toBe(single.length)
    const [exchange] = (await list('path:/oauth2/authorize')).items
    const shown = (await detailOf(exchange!.id)).response!.headers
    expect(shown.map(([name]) => name.toLowerCase()).sort()).toEqual(
      names.filter((name) => !['date', 'connection', 'keep-alive', 'transfer-encoding'].includes(name)).sort()
    )
    expect(shown.some(([name]) => name.toLowerCase() === 'set-cookie')).toBe(true)
  })

  it('can be cleared, and brought back', async () => {
    await askToken()
    await askToken()
    expect(await call('traffic.clear')).toEqual({ removed: 2 })
    expect((await list()).items).toEqual([])
    await askToken()
    expect(await call('traffic.restore')).toEqual({ restored: 2 })
    expect((await list()).total).toBe(3)
  })

  it('keeps no more than the settings say', async () => {
    await server.change({ traffic: { kept: 100 } })
    await expect.poll(async () => (await server.store.settings.get()).traffic.kept).toBe(100)
    for (let count = 0; count < 110; count += 1)
      server.inspector.record({ method: 'GET', path: '/x', status: 200, durationMs: 0 })
    expect((await list('', { limit: 500 })).items).toHaveLength(100)
  })
})
