import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../support/start-server'
import { askRaw } from '../requests'

const PATHS = ['/healthz', '/.well-known/openid-configuration', '/oauth2/jwks.json', '/nowhere']

describe('the Host header (against DNS rebinding)', () => {
  let server: TestServer

  beforeAll(async () => {
    server = await startServer()
  })
  afterAll(() => server.close())

  it.each(['localhost', 'localhost:1234', 'LOCALHOST', '127.0.0.1', '127.0.0.1:80', '[::1]', '[::1]:9000'])(
    'may be %s, one of the own names with any port',
    async (host) => {
      expect((await askRaw(server, { path: '/healthz', headers: ['Host', host] })).status).toBe(200)
    }
  )

  it.each([
    'evil.example',
    'localhost.evil.example',
    'evil-localhost',
    '127.0.0.1.nip.io',
    '10.0.0.1',
    '[::2]',
    'localhost@evil',
    '[::1]evil.example',
    '[::1].evil.example:80',
    '',
    ':80'
  ])('is refused as %j with 421 on every path (RFC 9110 §15.5.20)', async (host) => {
    for (const path of PATHS) {
      const { status, headers, text } = await askRaw(server, { path, headers: ['Host', host] })
      expect([status, headers.get('access-control-allow-origin')], path).toEqual([421, null])
      expect(text).toContain('localhost')
    }
  })

  it('is refused on the token endpoint before anything is read', async () => {
    const headers = ['Host', 'evil.example', 'Content-Type', 'application/x-www-form-urlencoded']
    const answer = await askRaw(server, {
      method: 'POST',
      path: '/oauth2/token',
      headers,
      body: 'grant_type=x'
    })
    expect(answer.status).toBe(421)
    expect(server.inspector.list(10)).toEqual([])
  })

  it('is refused twice, even where both are right (RFC 9112 §3.2)', async () => {
    for (const second of ['localhost', 'evil.example'])
      for (const path of PATHS) {
        const { status } = await askRaw(server, { path, headers: ['Host', 'localhost', 'host', second] })
        expect(status, path).toBe(400)
      }
  })

  it('is required (RFC 9112 §3.2)', async () => {
    expect((await askRaw(server, { path: '/healthz', headers: [] })).status).toBe(400)
  })

  it('can not be gone around by a whole URL as target (RFC 9112 §3.2.2)', async () => {
    for (const target of ['http://evil.example/healthz', 'http://localhost/healthz', 'evil.example:80'])
      expect((await askRaw(server, { path: target, headers: ['Host', 'localhost'] })).status, target).toBe(
        400
      )
  })

  it('is not overruled by a forwarded one', async () => {
    const headers = [
      'Host',
      'localhost',
      'X-Forwarded-Host',
      'evil.example',
      'Forwarded',
      'host=evil.example'
    ]
    const { json } = await askRaw(server, { path: '/.well-known/openid-configuration', headers })
    expect(json.issuer).toBe(server.address)
  })
})
