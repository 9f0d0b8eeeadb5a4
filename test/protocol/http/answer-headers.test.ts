import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../support/start-server'

const SECRET = 'a-very-secret-secret'
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
let server: TestServer
beforeAll(async () => {
  server = await startServer({
    clients: [{ client_id: 'shop', client_secret: SECRET, token_endpoint_auth_method: 'client_secret_post' }]
  })
})
afterAll(() => server.close())

/** The names of an answer's headers as they stand on the wire, in lower case. */
function headerNames(
  method: string,
  path: string,
  { headers = {}, body = '' }: { headers?: Record<string, string>; body?: string } = {}
): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const sent = request(`${server.address}${path}`, { method, headers }, (answer) => {
      answer.resume()
      resolve(answer.rawHeaders.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase()))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

const credentials = `client_id=shop&client_secret=${SECRET}`

describe('The headers of an answer', () => {
  for (const [what, method, path, more] of [
    [
      'a token',
      'POST',
      '/oauth2/token',
      { headers: FORM, body: `grant_type=client_credentials&${credentials}` }
    ],
    ['a refused token request', 'POST', '/oauth2/token', { headers: FORM, body: 'grant_type=nothing' }],
    ['a wrong method', 'PUT', '/oauth2/token', {}],
    ['introspection', 'POST', '/oauth2/introspect', { headers: FORM, body: `token=x&${credentials}` }],
    ['userinfo without a token', 'GET', '/oauth2/userinfo', {}],
    ['the key set', 'GET', '/oauth2/jwks.json', {}],
    ['the key set, by HEAD', 'HEAD', '/oauth2/jwks.json', {}],
    ['discovery', 'GET', '/.well-known/openid-configuration', {}],
    ['a refused authorization request', 'GET', '/oauth2/authorize', {}],
    ['a sign-out', 'GET', '/oauth2/logout', {}],
    ['a page', 'GET', '/sign-up', {}],
    ['a page that is not there', 'GET', '/nothing', {}]
  ] as const)
    it(`stand once each: ${what}`, async () => {
      const names = (await headerNames(method, path, more)).filter((name) => name !== 'set-cookie')
      expect([...new Set(names)]).toEqual(names)
      expect(names).toContain('x-content-type-options')
    })
})
