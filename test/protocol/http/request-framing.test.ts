import { once } from 'node:events'
import http, { type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import https from 'node:https'
import { connect, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listen } from '../../../src-main/http'
import { createHostCheck } from '../../../src-main/http/listening/host-check'
import { makeCertificate } from '../../support/certificates'
import { startServer, type TestServer } from '../../support/start-server'
import { ask, askRaw } from '../requests'

/** What comes back until the connection is closed by the other side, and after how many milliseconds. */
function exchange(port: number, ...pieces: (string | Buffer)[]): Promise<{ text: string; after: number }> {
  const startedAt = performance.now()
  return new Promise((resolve) => {
    let text = ''
    const socket = connect(port, '127.0.0.1')
    socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')))
    socket.on('error', () => undefined)
    socket.on('close', () => resolve({ text, after: performance.now() - startedAt }))
    for (const piece of pieces) socket.write(piece)
  })
}

describe('how a request is framed', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startServer()
  })
  afterAll(() => server.close())

  const head = (path: string, ...more: string[]) =>
    [
      `POST ${path} HTTP/1.1`,
      `Host: localhost:${server.port}`,
      'Content-Type: application/x-www-form-urlencoded',
      ...more,
      '',
      ''
    ].join('\r\n')

  it.each(['/oauth2/token', '/oauth2/introspect', '/panel/rpc/session/get', '/nowhere'])(
    'is refused at %s in another transfer coding than chunked',
    async (path) => {
      const body = gzipSync('grant_type=client_credentials')
      const chunk = Buffer.concat([
        Buffer.from(`${body.length.toString(16)}\r\n`),
        body,
        Buffer.from('\r\n0\r\n\r\n')
      ])
      for (const coding of ['gzip, chunked', 'deflate,chunked']) {
        const { text } = await exchange(server.port, head(path, `Transfer-Encoding: ${coding}`), chunk)
        expect(text).toMatch(/^HTTP\/1\.1 400 /)
        expect(text).toContain('transfer coding')
        expect(text.match(/HTTP\/1\.1/g)).toHaveLength(1)
      }
    }
  )

  it('may be chunked', async () => {
    const form = 'grant_type=client_credentials'
    const body = `${form.length.toString(16)}\r\n${form}\r\n0\r\n\r\n`
    const { text } = await exchange(
      server.port,
      head('/oauth2/token', 'Transfer-Encoding: Chunked', 'Connection: close'),
      body
    )
    expect(text).toMatch(/"error":"invalid_client"/)
  })

  it('answers HEAD as GET without a body, and 405 where there is no GET (RFC 9110 §9.3.2)', async () => {
    const path = '/.well-known/openid-configuration'
    const [one, other] = await Promise.all([ask(server, path), ask(server, path, { method: 'HEAD' })])
    expect([other.status, other.text, other.headers.get('content-length')]).toEqual([
      200,
      '',
      one.headers.get('content-length')
    ])
    const refused = await ask(server, '/oauth2/token', { method: 'HEAD' })
    expect([refused.status, refused.headers.get('allow'), refused.text]).toEqual([405, 'POST', ''])
    expect((await ask(server, '/healthz', { method: 'HEAD' })).status).toBe(200)
  })

  it('is refused for a foreign name in few words, however many addresses there are', async () => {
    const many = Array.from({ length: 90 }, (_, index) => `10.0.0.${index}`)
    const check = createHostCheck(() => ['localhost', '127.0.0.1', '[::1]', ...many, 'issuer.example'])
    const app: RequestListener = (request, response) => {
      if (!check(request, response)) response.end()
    }
    const listening = await listen({ app, host: '127.0.0.1', port: 0 })
    const { text } = await askRaw(listening, { path: '/', headers: ['Host', 'evil.example'] })
    expect(text).toContain('localhost, 127.0.0.1, [::1], issuer.example and its other addresses')
    expect((await askRaw(listening, { path: '/', headers: ['Host', '10.0.0.89'] })).status).toBe(200)
    await listening.close()
  })
})

describe('a client that takes too long', () => {
  const times = { request: 400, head: 150, unread: 400, look: 25 }

  it('is dropped in the middle of its head or its body, while others are answered', async () => {
    const listening = await listen({
      app: (request, response) => {
        request.resume()
        request.on('end', () => response.end('hello'))
      },
      host: '127.0.0.1',
      port: 0,
      times
    })
    const slowHead = exchange(listening.port, 'POST / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ')
    const slowBody = exchange(
      listening.port,
      'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nabc'
    )
    expect(await (await fetch(`http://127.0.0.1:${listening.port}/`)).text()).toBe('hello')
    const [byHead, byBody] = await Promise.all([slowHead, slowBody])
    expect(byHead.text).toMatch(/^HTTP\/1\.1 408 /)
    expect(byHead.after).toBeLessThan(byBody.after)
    expect(byBody.text).toMatch(/^HTTP\/1\.1 408 /)
    expect(byBody.after).toBeGreaterThanOrEqual(times.request - times.look)
    await listening.close()
  })

  it.each(['http', 'https'] as const)(
    'is dropped when it reads nothing of its answer over %s, while those who read are served and wait for more',
    async (scheme) => {
      const large = Buffer.alloc(32 * 1024 * 1024)
      const drops: Socket[] = []
      let events: ServerResponse | undefined
      const listening = await listen({
        app: (request, response) => {
          if (request.url === '/deaf') request.socket.once('close', () => drops.push(request.socket))
          if (request.url !== '/events') return void response.end(large)
          events = response
          response.write('first')
        },
        host: '127.0.0.1',
        port: 0,
        times: { request: 60_000, head: 60_000, unread: 250, look: 25 },
        ...(scheme === 'https' && { tls: makeCertificate({ subject: 'localhost' }) })
      })
      const open = (path: string) => {
        const { get } = scheme === 'https' ? https : http
        const asked = get({ port: listening.port, path, rejectUnauthorized: false, agent: false })
        asked.on('error', () => undefined)
        return once(asked, 'response').then(([answer]) => answer as IncomingMessage)
      }
      const told = await open('/events')
      expect(String((await once(told, 'data'))[0])).toBe('first')
      // Nobody listens to what comes.
      const deaf = await open('/deaf')
      const reader = await open('/large')
      let read = 0
      for await (const piece of reader) read += (piece as Buffer).length
      expect(read).toBe(large.length)
      await expect.poll(() => drops.length).toBe(1)
      events?.write('second')
      expect(String((await once(told, 'data'))[0])).toBe('second')
      deaf.destroy()
      told.destroy()
      await listening.close()
    }
  )
})
