import { request, type IncomingMessage } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../support/start-server'

const ISSUER = 'https://id.test.example'

let server: TestServer
afterEach(() => server.close())

/** The answer to a request as a server in between passes it on, over plain HTTP. */
function pass(path: string, headers: Record<string, string>, body?: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST'
    const options = { host: '127.0.0.1', port: server.port, path, agent: false, method, headers }
    const asked = request(options, (answer) => resolve(answer.resume()))
    asked.once('error', reject)
    asked.end(body)
  })
}

async function cookiesOf(path: string, headers: Record<string, string>): Promise<string[]> {
  const isCall = path.includes('/rpc/')
  const answer = isCall
    ? await pass(path, { ...headers, 'Content-Type': 'application/json' }, '{}')
    : await pass(path, headers)
  return answer.headers['set-cookie'] ?? []
}

const own = () => ({ Host: `localhost:${server.port}` })
const SECURE = [expect.stringMatching(/^__(Host|Secure)-.*; Secure/)]
const PLAIN = [expect.not.stringMatching(/__|Secure/)]
/** A page of who signs in, and a call of the panel: each sets a cookie for a browser that has none. */
const PAGES = ['/sign-in', '/panel/rpc/session/current']

describe('behind a server that ends TLS', () => {
  it.each(PAGES)('cookies are Secure for whoever comes by the name of the https issuer: %s', async (page) => {
    server = await startServer({ settings: { issuer: ISSUER } })
    expect(await cookiesOf(page, { Host: 'id.test.example' })).toEqual(SECURE)
    expect(await cookiesOf(page, { Host: 'ID.test.example' })).toEqual(SECURE)
    // Who asks the listener itself, over plain HTTP, would never send a Secure cookie back.
    expect(await cookiesOf(page, own())).toEqual(PLAIN)
  })

  it('X-Forwarded-Proto is believed by setting alone, and of several the one nearest to the browser', async () => {
    server = await startServer()
    const forwarded = (proto: string) => cookiesOf('/sign-in', { ...own(), 'X-Forwarded-Proto': proto })
    expect(await forwarded('https')).toEqual(PLAIN)
    await server.change({ https: { behind_proxy: true } })
    expect(await forwarded('https')).toEqual(SECURE)
    expect(await forwarded('HTTPS, http')).toEqual(SECURE)
    expect(await forwarded('http')).toEqual(PLAIN)
    expect(await cookiesOf('/sign-in', own())).toEqual(PLAIN)
  })

  it('a cookie that was set for TLS is the one that is read for TLS', async () => {
    server = await startServer({ settings: { issuer: ISSUER } })
    const [cookie = ''] = await cookiesOf('/sign-in', { Host: 'id.test.example' })
    const sent = { Cookie: cookie.split(';')[0]! }
    expect(await cookiesOf('/sign-in', { Host: 'id.test.example', ...sent })).toEqual([])
    expect(await cookiesOf('/sign-in', { ...own(), ...sent })).toEqual(PLAIN)
  })
})

describe('a server in between whose address the settings trust', () => {
  const NAMES = ['alice', 'bob', 'carol', 'dave', 'erin']
  const guessedAt = () =>
    startServer({
      settings: { limits: { sign_in_attempts: 1 } },
      users: NAMES.map((username) => ({ username, password: 'correct horse' })),
      clients: [
        {
          client_id: 'app',
          client_secret: 'secret',
          token_endpoint_auth_method: 'client_secret_post',
          grant_types: ['password']
        }
      ]
    })
  const trust = (...trusted_proxies: string[]) => server.change({ https: { trusted_proxies } })
  const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' }

  /** Whether somebody gets a token, along a way that X-Forwarded-For tells (addresses of RFC 5737 and RFC 3849). */
  async function comesIn(username: string, way: string, password = 'correct horse'): Promise<boolean> {
    const form = { grant_type: 'password', client_id: 'app', client_secret: 'secret', username, password }
    const headers = { ...own(), ...FORM, 'X-Forwarded-For': way }
    const answer = await pass('/oauth2/token', headers, new URLSearchParams(form).toString())
    expect(answer.statusCode).toBeOneOf([200, 400, 429])
    return answer.statusCode === 200
  }
  const statusOf = async (headers: Record<string, string>) => (await pass('/healthz', headers)).statusCode

  it('tells from where people come, so that who guesses is not taken for everybody', async () => {
    server = await guessedAt()
    await trust('10.0.0.0/8', '127.0.0.1')
    // Who guesses can write the beginning of the header; the proxy adds the address that it sees.
    expect(await comesIn('alice', '192.0.2.1, 203.0.113.7', 'wrong')).toBe(false)
    expect(await comesIn('bob', '203.0.113.7')).toBe(false)
    expect(await comesIn('carol', '203.0.113.7:4711, 10.1.2.3')).toBe(false)
    expect(await comesIn('dave', '[2001:db8::1]:4711')).toBe(true)
    expect(await comesIn('erin', '192.0.2.1')).toBe(true)
  })

  it('is told from one that is not, whose headers mean nothing', async () => {
    server = await guessedAt()
    await trust('192.0.2.44')
    expect(await comesIn('alice', '203.0.113.7', 'wrong')).toBe(false)
    expect(await comesIn('bob', '203.0.113.8')).toBe(false)
    const lies = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'localhost' }
    expect(await cookiesOf('/sign-in', { ...own(), ...lies })).toEqual(PLAIN)
    expect(await statusOf({ ...lies, Host: 'backend:9000' })).toBe(421)
  })

  it('is believed about the scheme and the name, which must be one of the server’s own', async () => {
    server = await startServer({ settings: { issuer: ISSUER } })
    await trust('127.0.0.0/8')
    const passedOn = (name: string) => ({ Host: 'backend:9000', 'X-Forwarded-Host': name })
    expect(await cookiesOf('/sign-in', passedOn('id.test.example'))).toEqual(SECURE)
    expect(await cookiesOf('/sign-in', passedOn('evil.example, id.test.example'))).toEqual(SECURE)
    expect(await cookiesOf('/sign-in', { ...own(), 'X-Forwarded-Proto': 'https' })).toEqual(SECURE)
    expect(await statusOf(passedOn('evil.example'))).toBe(421)
    expect(await statusOf({ Host: 'backend:9000' })).toBe(421)
  })
})
