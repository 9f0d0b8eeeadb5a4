import { request } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../support/start-server'

const ISSUER = 'https://id.test.example'

let server: TestServer
afterEach(() => server.close())

/** The cookies of an answer to a request as a server in between passes it on, over plain HTTP. */
function cookiesOf(path: string, headers: Record<string, string>): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const isCall = path.includes('/rpc/')
    const options = {
      ...{ host: '127.0.0.1', port: server.port, path, agent: false },
      method: isCall ? 'POST' : 'GET',
      headers: { ...headers, ...(isCall && { 'Content-Type': 'application/json' }) }
    }
    const asked = request(options, (answer) => {
      answer.resume()
      resolve(answer.headers['set-cookie'] ?? [])
    })
    asked.once('error', reject)
    asked.end(isCall ? '{}' : undefined)
  })
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
