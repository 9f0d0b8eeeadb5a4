import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../support/start-server'
import { ASSERTION_TYPE, CLIENT_CREDENTIALS, signAssertion } from '../clients'
import { appClient, appRequest, CHALLENGE } from '../authorization/authorization-requests'
import { ask, askToken, basic } from '../requests'

const NOW = 'the-secret-that-is-handed-out-now-and-has-characters-enough'
const BEFORE = 'the-secret-of-before-which-still-has-an-hour-to-live-from-now'
const BESIDE = 'the-secret-of-another-deployment-that-never-ends-by-itself-ok'
const HOUR = 3600
const METHODS = ['client_secret_basic', 'client_secret_post', 'client_secret_jwt'] as const

describe('several secrets of one client', () => {
  let server: TestServer
  let end: number

  beforeAll(async () => {
    end = Math.floor(Date.now() / 1000) + HOUR
    server = await startServer({
      clients: METHODS.map((method) => ({
        client_id: method,
        token_endpoint_auth_method: method,
        client_secret: NOW,
        other_secrets: [
          { id: 'before', client_secret: BEFORE, exp: end },
          { id: 'beside', client_secret: BESIDE }
        ]
      }))
    })
  })
  afterAll(() => server.close())

  async function statusWith(method: string, secret: string): Promise<number> {
    if (method === 'client_secret_basic')
      return (await askToken(server, CLIENT_CREDENTIALS, basic(method, secret))).status
    if (method === 'client_secret_post')
      return (await askToken(server, { ...CLIENT_CREDENTIALS, client_id: method, client_secret: secret }))
        .status
    const client_assertion = await signAssertion(server, method, new TextEncoder().encode(secret))
    const fields = { client_assertion, client_assertion_type: ASSERTION_TYPE }
    return (await askToken(server, { ...CLIENT_CREDENTIALS, ...fields })).status
  }

  it.each(METHODS)(
    '%s takes each of them, the old one until its last second, and nothing else',
    async (method) => {
      server.clock.set((end - 1) * 1000)
      for (const secret of [NOW, BEFORE, BESIDE]) expect(await statusWith(method, secret)).toBe(200)
      expect(await statusWith(method, `${BESIDE}x`)).toBe(401)
      server.clock.set(end * 1000)
      expect(await statusWith(method, BEFORE)).toBe(401)
      for (const secret of [NOW, BESIDE]) expect(await statusWith(method, secret)).toBe(200)
    }
  )
})

describe('a confidential client that is registered to send a code challenge', () => {
  it('is refused without one and let through with it (RFC 7636 §4.4.1)', async () => {
    const server = await startServer({ clients: [appClient({ require_pkce: true })] })
    const authorize = async (more: Record<string, string>) => {
      const query = new URLSearchParams(appRequest(more).map(([name, value]) => [name, value]))
      return (await ask(server, `/oauth2/authorize?${query}`)).headers.get('location') ?? ''
    }
    expect(await authorize({})).toContain('error=invalid_request')
    expect(server.inspector.list(1)[0]?.reason).toBe('pkce-missing')
    expect(await authorize({ code_challenge: CHALLENGE, code_challenge_method: 'S256' })).not.toContain(
      'error='
    )
    await server.close()
  })
})
