import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { StoreError, type Store } from '../../../src-main/ports'
import { startServer, type TestServer } from '../../support/start-server'
import { CLIENT_CREDENTIALS, SECRET } from '../clients'
import { ask, askRaw, askToken, basic, type Answer } from '../requests'

const DOCUMENTS = [
  '/oauth2/jwks.json',
  '/.well-known/openid-configuration',
  '/.well-known/oauth-authorization-server'
]
const FORM = 'application/x-www-form-urlencoded'

describe('HTTP of the protocol', () => {
  let server: TestServer

  beforeAll(async () => {
    server = await startServer({ clients: [{ client_id: 'app', client_secret: SECRET }] })
  })
  afterAll(() => server.close())

  const post = (init: RequestInit) => ask(server, '/oauth2/token', { method: 'POST', ...init })

  describe('methods (RFC 9110 §15.5.6)', () => {
    it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH'])(
      '%s of the token endpoint is 405 with Allow: POST',
      async (method) => {
        const { status, headers } = await ask(server, '/oauth2/token', { method })
        expect([status, headers.get('allow')]).toEqual([405, 'POST'])
      }
    )

    it.each(DOCUMENTS)('POST of %s is 405 with Allow: GET, HEAD', async (path) => {
      const { status, headers, json } = await ask(server, path, { method: 'POST', body: '' })
      expect([status, headers.get('allow'), json.error]).toEqual([405, 'GET, HEAD', 'invalid_request'])
    })

    it.each(DOCUMENTS)('HEAD of %s is GET without the body (RFC 9110 §9.3.2)', async (path) => {
      const [got, head] = [await ask(server, path), await ask(server, path, { method: 'HEAD' })]
      expect([head.status, head.text]).toEqual([200, ''])
      expect(head.headers.get('content-length')).toBe(got.headers.get('content-length'))
    })
  })

  describe('the content type (RFC 6749 §3.2)', () => {
    it.each(['application/json', 'text/plain', 'multipart/form-data; boundary=x', `${FORM}x`])(
      '%s is an invalid_request',
      async (type) => {
        const { status, json } = await post({
          body: 'grant_type=client_credentials',
          headers: { 'Content-Type': type }
        })
        expect([status, json.error]).toEqual([400, 'invalid_request'])
        expect(json.error_description).toContain(FORM)
      }
    )

    it('is required', async () => {
      const { status, json } = await post({ body: Buffer.from('grant_type=client_credentials') })
      expect([status, json.error]).toEqual([400, 'invalid_request'])
    })

    it.each([
      `${FORM}; charset=UTF-8`,
      `${FORM};charset=utf-8`,
      'Application/X-WWW-Form-Urlencoded',
      `${FORM} ; x=y`
    ])('%s is the right one', async (type) => {
      const headers = { 'Content-Type': type, ...basic('app', SECRET) }
      expect((await post({ body: 'grant_type=client_credentials', headers })).status).toBe(200)
    })

    it('with a Content-Encoding is 415', async () => {
      const headers = { 'Content-Type': FORM, 'Content-Encoding': 'gzip' }
      expect((await post({ body: 'x', headers })).status).toBe(415)
    })
  })

  describe('the body', () => {
    it('of 64 KiB is read', async () => {
      const start = 'grant_type=client_credentials&padding='
      const { status } = await askToken(
        server,
        start + 'x'.repeat(65_536 - start.length),
        basic('app', SECRET)
      )
      expect(status).toBe(200)
    })

    it('of more is 413, whether its length is announced or not (RFC 9110 §15.5.14)', async () => {
      const body = `padding=${'x'.repeat(65_537)}`
      expect((await askToken(server, body, basic('app', SECRET))).status).toBe(413)
      const stream = new Blob([body]).stream()
      const chunked = { body: stream, duplex: 'half', headers: { 'Content-Type': FORM } } as RequestInit
      expect((await post(chunked)).status).toBe(413)
    })

    it('that is empty is an invalid_request', async () => {
      expect((await askToken(server, '')).json.error).toBe('invalid_request')
    })

    it('that never comes to its end harms nobody', async () => {
      const socket = connect(server.port, '127.0.0.1')
      socket.write(
        `POST /oauth2/token HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${FORM}\r\nContent-Length: 100\r\n\r\ngrant`
      )
      await new Promise((resolve) => setTimeout(resolve, 50))
      socket.destroy()
      expect((await askToken(server, CLIENT_CREDENTIALS, basic('app', SECRET))).status).toBe(200)
      expect(server.logged).toEqual([])
    })
  })

  it('has a head of 16 KiB at most: 431 (RFC 6585 §5)', async () => {
    const { status } = await askRaw(server, {
      path: '/healthz',
      headers: ['Host', 'localhost', 'X', 'y'.repeat(20_000)]
    })
    expect(status).toBe(431)
  })

  it('answers 404 where there is nothing, and names what there is', async () => {
    for (const path of [
      '/',
      '/oauth2',
      '/oauth2/token/',
      '/OAUTH2/token',
      '/oauth2/tokens',
      '/%',
      '/%2e%2e/etc/passwd'
    ]) {
      const { status, text } = await ask(server, path)
      expect([400, 404], path).toContain(status)
      expect(text).not.toContain('at ')
    }
    expect((await ask(server, '/')).text).toContain('/.well-known/openid-configuration')
  })

  it('says that it is well at /healthz', async () => {
    const { status, text, headers } = await ask(server, '/healthz')
    expect([status, text]).toEqual([200, '{"status":"ok"}'])
    expect(headers.get('cache-control')).toBe('no-store')
  })

  describe('the record of the traffic', () => {
    it('shows a token that was given', async () => {
      await askToken(server, CLIENT_CREDENTIALS, basic('app', SECRET))
      expect(server.inspector.list(1)).toEqual([
        {
          id: expect.any(Number) as number,
          at: server.clock.nowMs(),
          method: 'POST',
          path: '/oauth2/token',
          client_id: 'app',
          grant_type: 'client_credentials',
          status: 200,
          durationMs: 0
        }
      ])
    })

    it('shows why a request was refused, and what it claimed', async () => {
      const { json } = await askToken(server, CLIENT_CREDENTIALS, basic('app', 'wrong'))
      expect(server.inspector.list(1)[0]).toMatchObject({
        client_id: 'app',
        grant_type: 'client_credentials',
        status: 401,
        error: 'invalid_client',
        error_description: json.error_description,
        reason: 'client-secret-wrong'
      })
    })

    it('keeps no more of a claimed value than a client id has', async () => {
      await askToken(server, { grant_type: 'x'.repeat(50_000), client_id: 'y'.repeat(10_000) })
      const [exchange] = server.inspector.list(1)
      expect(exchange?.client_id).toHaveLength(255)
      expect(exchange?.grant_type).toHaveLength(255)
      expect(exchange?.error_description?.length).toBeLessThanOrEqual(500)
    })

    it('shows a wrong method and a body that is too large', async () => {
      await ask(server, '/oauth2/token')
      expect(server.inspector.list(1)[0]).toMatchObject({ status: 405, reason: 'method-not-allowed' })
      await askToken(server, 'x'.repeat(70_000))
      expect(server.inspector.list(1)[0]).toMatchObject({ status: 413, reason: 'body-too-large' })
    })
  })
})

describe('when the store fails', () => {
  const failing =
    (error: Error) => async (): Promise<{ answer: Answer; health: Answer; logged: string[] }> => {
      const server = await startServer({
        clients: [{ client_id: 'app', client_secret: SECRET }],
        withStore: (store: Store) => ({
          ...store,
          problem: () => 'the disk is full',
          tokens: { ...store.tokens, insert: () => Promise.reject(error) }
        })
      })
      const answer = await askToken(server, CLIENT_CREDENTIALS, basic('app', SECRET))
      const health = await ask(server, '/healthz')
      await server.close()
      return { answer, health, logged: server.logged }
    }

  it('because it can not be written, the request is answered 503 and no token is given', async () => {
    const { answer, health } = await failing(new StoreError('unwritable', 'the disk is full'))()
    expect([answer.status, answer.json.error]).toEqual([503, 'temporarily_unavailable'])
    expect(answer.json).not.toHaveProperty('access_token')
    expect([health.status, health.headers.get('retry-after')]).toEqual([503, '5'])
    expect(health.json.reason).toBe('the disk is full')
  })

  it('because of a bug, the answer is 500 with an id under which the log explains it once, and nothing else', async () => {
    const { answer, logged } = await failing(new Error('detail of the inside'))()
    expect([answer.status, answer.json.error]).toEqual([500, 'server_error'])
    expect(answer.text).not.toContain('inside')
    const id = /[0-9a-f-]{36}/.exec(String(answer.json.error_description))?.[0]
    expect(logged).toHaveLength(1)
    expect(logged[0]).toContain(id)
    expect(logged[0]).toContain('detail of the inside')
    expect(logged[0]).not.toContain(SECRET)
  })
})
