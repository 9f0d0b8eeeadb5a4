import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../support/start-server'
import { CLIENT_CREDENTIALS, SECRET } from '../clients'
import { ask, askToken, basic, postForm } from '../requests'

const OPEN = [
  ['/oauth2/token', 'POST'],
  ['/oauth2/revoke', 'POST'],
  ['/oauth2/jwks.json', 'GET'],
  ['/.well-known/openid-configuration', 'GET'],
  ['/.well-known/oauth-authorization-server', 'GET']
] as const
const ORIGIN = { Origin: 'https://app.example' }

describe('CORS (Fetch standard §3.2)', () => {
  let server: TestServer

  beforeAll(async () => {
    server = await startServer({ clients: [{ client_id: 'app', client_secret: SECRET }] })
  })
  afterAll(() => server.close())

  const preflight = (path: string, method: string) =>
    ask(server, path, {
      method: 'OPTIONS',
      headers: {
        ...ORIGIN,
        'Access-Control-Request-Method': method,
        'Access-Control-Request-Headers': 'authorization'
      }
    })

  it.each(OPEN)('lets pages of every origin call %s', async (path, method) => {
    const { headers } = await ask(server, path, { method, headers: ORIGIN })
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(headers.get('access-control-expose-headers')).toBe('WWW-Authenticate, DPoP-Nonce')
    expect(headers.get('access-control-allow-credentials')).toBeNull()
  })

  it.each(OPEN)('answers the preflight request for %s', async (path, method) => {
    const { status, headers, text } = await preflight(path, method)
    expect([status, text]).toEqual([204, ''])
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(headers.get('access-control-allow-methods')).toBe(method)
    expect(headers.get('access-control-allow-headers')?.toLowerCase()).toContain('authorization')
  })

  it('lets a page see a success and every kind of refusal', async () => {
    const answers = await Promise.all([
      askToken(server, CLIENT_CREDENTIALS, { ...ORIGIN, ...basic('app', SECRET) }),
      askToken(server, CLIENT_CREDENTIALS, { ...ORIGIN, ...basic('app', 'wrong') }),
      askToken(server, 'a=%', ORIGIN),
      ask(server, '/oauth2/token', { headers: ORIGIN }),
      ask(server, '/oauth2/token', {
        method: 'POST',
        body: '{}',
        headers: { ...ORIGIN, 'Content-Type': 'application/json' }
      }),
      askToken(server, `x=${'y'.repeat(70_000)}`, ORIGIN)
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 401, 400, 405, 400, 413])
    for (const { headers } of answers) expect(headers.get('access-control-allow-origin')).toBe('*')
  })

  it('is not for introspection, health and whatever else there is', async () => {
    const introspection = await postForm(server, '/oauth2/introspect', { token: 'x' }, ORIGIN)
    const answers = [
      introspection,
      await preflight('/oauth2/introspect', 'POST'),
      await ask(server, '/healthz', { headers: ORIGIN }),
      await ask(server, '/', { headers: ORIGIN })
    ]
    for (const { headers } of answers) expect(headers.get('access-control-allow-origin')).toBeNull()
  })

  it('is gone while it is switched off', async () => {
    await server.change({ cors: { enabled: false } })
    for (const [path, method] of OPEN) {
      expect(
        (await ask(server, path, { method, headers: ORIGIN })).headers.get('access-control-allow-origin')
      ).toBeNull()
      expect((await preflight(path, method)).status).toBe(405)
    }
    await server.change({ cors: { enabled: true } })
  })
})
