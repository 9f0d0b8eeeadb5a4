import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBrowser } from '../../support/browser/browser'
import { startServer, type TestServer } from '../../support/start-server'

const ALICE = { username: 'alice', password: 'alice in wonderland' }

let server: TestServer

beforeAll(async () => {
  server = await startServer({ users: [{ ...ALICE, roles: ['administrator'] }] })
})
afterAll(() => server.close())

describe('a call of the panel from a browser', () => {
  it('is refused without the token of its session, and nothing is changed', async () => {
    const browser = createBrowser(server.address)
    await browser.signIn(ALICE)
    const before = await server.store.clients.count()
    expect(await browser.rpc('clients.create', {}, {})).toMatchObject({
      status: 403,
      output: { code: 'FORBIDDEN' }
    })
    expect(await browser.rpc('clients.create', {}, { 'X-CSRF-Token': 'guessed' })).toMatchObject({
      status: 403
    })
    expect(await server.store.clients.count()).toBe(before)
    expect(await browser.rpc('clients.create', {})).toMatchObject({ status: 200 })
  })

  it('is refused with the token of another session', async () => {
    const [one, other] = [createBrowser(server.address), createBrowser(server.address)]
    await one.signIn(ALICE)
    await other.signIn(ALICE)
    one.csrfToken = other.csrfToken
    expect(await one.rpc('clients.create', {})).toMatchObject({ status: 403 })
  })

  it('signs out with the token only', async () => {
    const browser = createBrowser(server.address)
    await browser.signIn(ALICE)
    expect(await browser.rpc('session.signOut', undefined, {})).toMatchObject({ status: 403 })
    expect((await browser.load()).signedIn).toBe(true)
  })

  it('signs in with the token of the very browser that asked for it', async () => {
    const [one, other] = [createBrowser(server.address), createBrowser(server.address)]
    expect(await one.rpc('session.signIn', ALICE, {})).toMatchObject({ status: 403 })
    await one.load()
    await other.load()
    expect(await one.rpc('session.signIn', ALICE, {})).toMatchObject({ status: 403 })
    one.csrfToken = other.csrfToken
    expect(await one.rpc('session.signIn', ALICE)).toMatchObject({ status: 403 })
    await one.load()
    expect(await one.rpc('session.signIn', ALICE)).toMatchObject({ status: 200 })
  })

  it('is told to sign in where it has no session', async () => {
    const browser = createBrowser(server.address)
    await browser.load()
    expect(await browser.rpc('clients.list', {})).toMatchObject({
      status: 401,
      output: { code: 'UNAUTHORIZED' }
    })
    expect(await browser.rpc('clients.list', {}, {})).toMatchObject({ status: 401 })
  })

  it.each([
    ['another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['another port of this machine', { 'Sec-Fetch-Site': 'same-site' }],
    ['another origin', { Origin: 'http://localhost:1' }],
    ['an origin that hides itself', { Origin: 'null' }]
  ])('is refused from %s, even with cookie and token', async (_where, headers) => {
    const browser = createBrowser(server.address)
    await browser.signIn(ALICE)
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const { status, headers: answered } = await post(
      `${server.address}/panel/rpc/clients/list`,
      '{"json":{}}',
      {
        'Content-Type': 'application/json',
        Cookie: cookie,
        'X-CSRF-Token': browser.csrfToken ?? '',
        ...headers
      }
    )
    expect(status).toBe(403)
    expect(Object.keys(answered).filter((name) => name.startsWith('access-control-'))).toEqual([])
  })

  it('changes nothing by GET', async () => {
    const browser = createBrowser(server.address)
    await browser.signIn(ALICE)
    const before = await server.store.clients.count()
    const data = encodeURIComponent('{"json":{}}')
    const changed = await browser.fetch(`${server.address}/panel/rpc/clients/create?data=${data}`)
    expect(changed.status).toBe(405)
    expect(await server.store.clients.count()).toBe(before)
  })

  it('reads by GET without the token, but not without a session', async () => {
    const browser = createBrowser(server.address)
    const url = `${server.address}/panel/rpc/clients/list?data=${encodeURIComponent('{"json":{}}')}`
    expect((await browser.fetch(url)).status).toBe(401)
    // Not even which procedures there are.
    expect((await browser.fetch(`${server.address}/panel/rpc/clients/explode`)).status).toBe(401)
    await browser.load()
    expect((await browser.fetch(url)).status).toBe(401)
    await browser.signIn(ALICE)
    expect((await browser.fetch(url)).status).toBe(200)
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'is refused as %s, which another page could send without asking',
    async (type) => {
      const browser = createBrowser(server.address)
      await browser.signIn(ALICE)
      const answer = await browser.rpc('clients.list', {}, { ...browser.headers(), 'Content-Type': type })
      expect(answer).toMatchObject({ status: 415 })
    }
  )

  it('is bounded in size and in depth', async () => {
    const browser = createBrowser(server.address)
    await browser.signIn(ALICE)
    const large = await browser.rpc('clients.create', { client_name: 'x'.repeat(1024 * 1024) })
    expect(large).toMatchObject({ status: 413, output: { code: 'PAYLOAD_TOO_LARGE' } })
    const deep = await browser.fetch(`${server.address}/panel/rpc/clients/create`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...browser.headers() },
      body: `{"json":{"claims":{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}}}`
    })
    expect(deep.status).toBe(400)
    const torn = await browser.fetch(`${server.address}/panel/rpc/clients/create`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...browser.headers() },
      body: '{"json":'
    })
    expect(torn.status).toBe(400)
  })

  it('is never kept by anybody on the way', async () => {
    const browser = createBrowser(server.address)
    const answer = await browser.fetch(`${server.address}/panel/rpc/session/current`, { method: 'POST' })
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('says so when there is no such procedure', async () => {
    const browser = createBrowser(server.address)
    await browser.signIn(ALICE)
    expect(await browser.rpc('clients.explode', {})).toMatchObject({
      status: 404,
      output: { code: 'NOT_FOUND' }
    })
  })
})

/** A request with headers that fetch keeps to itself. */
function post(
  url: string,
  body: string,
  headers: Record<string, string>
): Promise<{ status: number; headers: NodeJS.Dict<string | string[]> }> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(url, { method: 'POST', headers }, (incoming) => {
      incoming
        .resume()
        .on('end', () => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers }))
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}
