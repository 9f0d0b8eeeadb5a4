import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { StoreError, type Store } from '../../../src-main/ports'
import { procedures } from '../../support/panel/panel-call'
import { startServer, type TestServer } from '../../support/start-server'
import { adminToken, restCall } from '../../support/panel/panel-transports'
import { askRaw } from '../../protocol/requests'

let server: TestServer
let token: string
let failWith: (() => Error) | undefined

/** The store as it is, but for a list of clients that fails on demand, as a full disk or a bug would have it. */
function failing(store: Store): Store {
  const orFail = <Result>(work: () => Result): Result => {
    if (failWith) throw failWith()
    return work()
  }
  const { clients } = store
  return {
    ...store,
    clients: {
      ...clients,
      list: (request) => orFail(() => clients.list(request)),
      insert: async (client) => orFail(() => clients.insert(client))
    }
  }
}

beforeAll(async () => {
  server = await startServer({
    clients: [
      { client_id: 'robot', client_secret: 'robot-secret', scope: 'admin read' },
      { client_id: 'reader', client_secret: 'reader-secret', scope: 'read' }
    ],
    scopes: [{ name: 'read' }],
    withStore: failing
  })
  token = await adminToken(server, 'robot', 'robot-secret')
})
afterAll(() => server.close())

function get(path: string, headers: Record<string, string> = { Authorization: `Bearer ${token}` }) {
  return fetch(`${server.address}/admin/api${path}`, { headers })
}

describe('REST under /admin/api', () => {
  it('asks for a token without saying more to whoever sent none (RFC 6750 §3.1)', async () => {
    for (const authorization of [undefined, 'Basic cm9ib3Q6cm9ib3Qtc2VjcmV0']) {
      const answer = await get('/clients', authorization ? { Authorization: authorization } : {})
      expect(answer.status).toBe(401)
      expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="admin"')
      expect(answer.headers.get('content-type')).toContain('application/problem+json')
      expect(await answer.json()).toMatchObject({ status: 401, title: 'Unauthorized', code: 'UNAUTHORIZED' })
    }
  })

  it('refuses a token that it does not know with invalid_token (RFC 6750 §3.1)', async () => {
    const answer = await get('/clients', { Authorization: 'Bearer guessed' })
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer realm="admin", error="invalid_token"/)
  })

  it('refuses a token that was asked for the resource of another API (RFC 8707 §2)', async () => {
    const basic = Buffer.from('robot:robot-secret').toString('base64')
    const issued = await fetch(`${server.address}/oauth2/token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', Authorization: `Basic ${basic}` },
      body: 'grant_type=client_credentials&scope=admin&resource=https%3A%2F%2Fapi.example'
    })
    const { access_token } = (await issued.json()) as { access_token: string }
    const answer = await get('/clients', { Authorization: `Bearer ${access_token}` })
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toMatch(/error="invalid_token".*another resource/)
  })

  it('refuses a token without the scope admin with insufficient_scope (RFC 6750 §3.1)', async () => {
    const basic = Buffer.from('reader:reader-secret').toString('base64')
    const issued = await fetch(`${server.address}/oauth2/token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', Authorization: `Basic ${basic}` },
      body: 'grant_type=client_credentials&scope=read'
    })
    const { access_token } = (await issued.json()) as { access_token: string }
    const answer = await get('/clients', { Authorization: `Bearer ${access_token}` })
    expect(answer.status).toBe(403)
    expect(answer.headers.get('www-authenticate')).toMatch(/error="insufficient_scope".*scope="admin"/)
  })

  it('refuses the token of a client that was blocked since', async () => {
    const robot = { client_id: 'robot-2', client_secret: 'robot-2-secret' }
    await restCall(server, token)('clients.create', { ...robot, scope: 'admin' })
    const own = await adminToken(server, robot.client_id, robot.client_secret)
    expect((await get('/settings', { Authorization: `Bearer ${own}` })).status).toBe(200)
    await restCall(server, token)('clients.block', { client_id: robot.client_id })
    expect((await get('/settings', { Authorization: `Bearer ${own}` })).status).toBe(401)
  })

  it('refuses a token whose client has lost the scope admin since', async () => {
    const robot = { client_id: 'robot-3', client_secret: 'robot-3-secret' }
    await restCall(server, token)('clients.create', { ...robot, scope: 'admin read' })
    const own = await adminToken(server, robot.client_id, robot.client_secret)
    expect((await get('/settings', { Authorization: `Bearer ${own}` })).status).toBe(200)
    const params = { client_id: robot.client_id }
    for (const scope of ['read', null]) {
      await restCall(server, token)('clients.update', { params, body: { scope } })
      const answer = await get('/settings', { Authorization: `Bearer ${own}` })
      expect(answer.status).toBe(403)
      expect(answer.headers.get('www-authenticate')).toMatch(/error="insufficient_scope"/)
    }
    await restCall(server, token)('clients.remove', params)
  })

  it('ends a live stream when the scope admin is taken away', async () => {
    const robot = { client_id: 'robot-4', client_secret: 'robot-4-secret' }
    await restCall(server, token)('clients.create', { ...robot, scope: 'admin' })
    const own = await adminToken(server, robot.client_id, robot.client_secret)
    const events = (await restCall(server, own)('live.watch')) as AsyncIterator<unknown>
    await events.next()
    const params = { client_id: robot.client_id }
    await restCall(server, token)('clients.update', { params, body: { scope: 'read' } })
    expect((await events.next()).done).toBe(true)
    await restCall(server, token)('clients.remove', params)
  })

  it.each([
    ['a token with something behind it', ['Authorization', 'Bearer one two']],
    ['characters that no token has', ['Authorization', 'Bearer a,b']],
    ['two tokens', ['Authorization', 'Bearer one', 'Authorization', 'Bearer two']]
  ])('refuses %s with invalid_request (RFC 6750 §3.1)', async (_, headers) => {
    const answer = await askRaw(server, {
      path: '/admin/api/clients',
      headers: ['Host', 'localhost', ...headers]
    })
    expect(answer.status).toBe(400)
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer realm="admin", error="invalid_request"/)
  })

  it('answers a refusal as a problem document (RFC 9457 §3)', async () => {
    const answer = await fetch(`${server.address}/admin/api/clients`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ client_uri: 'no address' })
    })
    expect(answer.status).toBe(422)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(await answer.json()).toEqual({
      type: 'about:blank',
      title: 'Unprocessable Entity',
      status: 422,
      code: 'UNPROCESSABLE_CONTENT',
      detail: expect.stringContaining('client_uri') as string,
      issues: [
        {
          path: ['client_uri'],
          message: expect.stringContaining('http') as string,
          code: 'not_web_url',
          found: '"no address"'
        }
      ]
    })
  })

  it('reads lists by query and ids from the path, encoded ones too', async () => {
    const call = restCall(server, token)
    await call('clients.create', { client_id: 'a b/u?', client_name: 'Strange' })
    expect(await call('clients.get', { client_id: 'a b/u?' })).toMatchObject({ client_name: 'Strange' })
    const page = await (await get('/clients?limit=1&offset=1&sort=client_id&descending=true')).json()
    expect(page).toMatchObject({ items: [{ client_id: 'robot' }], total: 4 })
    const refused = await get('/clients?limit=many')
    expect(await refused.json()).toMatchObject({ status: 422, issues: [{ path: ['limit'] }] })
  })

  it('is not there for other origins', async () => {
    const answer = await get('/settings', {
      Authorization: `Bearer ${token}`,
      Origin: 'https://evil.example'
    })
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  it('refuses what is no JSON, what is too large and what is nowhere', async () => {
    const post = (body: string, type = 'application/json') =>
      fetch(`${server.address}/admin/api/clients`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': type },
        body
      })
    expect((await post('{}', 'text/plain')).status).toBe(415)
    expect((await post('{')).status).toBe(400)
    expect((await post(JSON.stringify({ client_name: 'x'.repeat(1024 * 1024) }))).status).toBe(413)
    const nowhere = await get('/nowhere')
    expect(nowhere.status).toBe(404)
    expect(nowhere.headers.get('content-type')).toContain('application/problem+json')
  })

  it('answers 503 while the data can not be written, and changes nothing', async () => {
    failWith = () => new StoreError('unwritable', 'ENOSPC: no space left on /secret/place')
    try {
      const answer = await fetch(`${server.address}/admin/api/clients`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        body: '{"client_id":"unwritten"}'
      })
      expect(answer.status).toBe(503)
      const text = await answer.text()
      expect(text).toContain('SERVICE_UNAVAILABLE')
      expect(text).not.toContain('/secret/place')
    } finally {
      failWith = undefined
    }
    expect(await server.store.clients.get('unwritten')).toBeUndefined()
  })

  it('answers a bug with an id that the log has once, and without a stack', async () => {
    failWith = () => new TypeError('a bug in /some/file.ts')
    try {
      const answer = await get('/clients')
      expect(answer.status).toBe(500)
      const problem = (await answer.json()) as { id: string }
      expect(problem).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', status: 500 })
      expect(JSON.stringify(problem)).not.toContain('/some/file.ts')
      expect(server.logged.filter((line) => line.includes(problem.id))).toHaveLength(1)
    } finally {
      failWith = undefined
    }
  })

  it('ends a live stream when the server stops, and the server does not wait for it', async () => {
    const call = restCall(server, token)
    const events = (await call('live.watch')) as AsyncIterator<unknown>
    await events.next()
    const started = performance.now()
    await server.stop()
    expect(performance.now() - started).toBeLessThan(5_000)
    let last = await events.next()
    while (!last.done) last = await events.next()
    expect(last.done).toBe(true)
    await server.start()
  })
})

describe('the description of REST', () => {
  it('is an OpenAPI 3.1 document that has every procedure of the contract, and nothing else', async () => {
    const { port } = server.state()
    const answer = await fetch(`http://localhost:${port}/admin/api/openapi.json`)
    expect(answer.status).toBe(200)
    const document = (await answer.json()) as OpenApi
    expect(document.openapi).toMatch(/^3\.1\./)
    const described = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, { operationId }]) => `${method} ${path} ${operationId}`)
    )
    const expected = [...procedures()].map(
      ([name, { method = 'POST', path = '' }]) => `${method.toLowerCase()} ${path} ${name}`
    )
    expect(described.sort()).toEqual(expected.sort())
  })

  it('describes the token that it needs, the problems that it answers, and each parameter of a path', async () => {
    const { port } = server.state()
    const document = (await (
      await fetch(`http://localhost:${port}/admin/api/openapi.json`)
    ).json()) as OpenApi
    expect(document.components.securitySchemes.accessToken).toMatchObject({ type: 'http', scheme: 'bearer' })
    expect(document.security).toEqual([{ accessToken: [] }])
    for (const [path, operations] of Object.entries(document.paths))
      for (const { parameters = [], responses } of Object.values(operations)) {
        expect(responses['422']?.content).toHaveProperty(['application/problem+json'])
        const inPath = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)
        expect(inPath).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))
        expect(Object.keys(responses).some((status) => status.startsWith('2'))).toBe(true)
      }
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)]
    for (const [, reference = ''] of references) expect(document).toHaveProperty(reference.split('/'))
  })
})

interface OpenApi {
  openapi: string
  security: unknown
  components: { securitySchemes: Record<string, unknown> }
  paths: Record<
    string,
    Record<
      string,
      {
        operationId: string
        parameters?: { in: string; name: string }[]
        responses: Record<string, { content?: Record<string, unknown> }>
      }
    >
  >
}
