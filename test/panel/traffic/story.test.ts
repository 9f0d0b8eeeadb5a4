import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ExchangeDetail, Exchanges } from '../../../src-main/contract'
import { contextOf, directCall } from '../../support/panel/panel-transports'
import { startServer, type TestServer } from '../../support/start-server'

const SECRET = 'a-very-secret-secret'
const VERIFIER = 'a-verifier-that-is-as-long-as-it-must-be-0123456789'
const CALLBACK = 'http://localhost:3000/cb'
let server: TestServer
beforeEach(async () => {
  server = await startServer({
    settings: { consent: 'skip', accounts: { quick_sign_in: true } },
    scopes: ['orders', 'openid'],
    clients: [
      {
        client_id: 'web',
        client_secret: SECRET,
        token_endpoint_auth_method: 'client_secret_post',
        grant_types: [
          'authorization_code',
          'client_credentials',
          'urn:ietf:params:oauth:grant-type:device_code'
        ],
        redirect_uris: [CALLBACK],
        scope: 'openid orders'
      },
      { client_id: 'spa', token_endpoint_auth_method: 'none', redirect_uris: [CALLBACK] }
    ],
    users: [{ username: 'alice', password: 'password1' }]
  })
})
afterEach(() => server.close())

const PROVEN = { client_id: 'web', client_secret: SECRET }
const post = (path: string, form: Record<string, string>) =>
  fetch(`${server.address}/oauth2/${path}`, {
    method: 'POST',
    body: new URLSearchParams(form),
    redirect: 'manual'
  })

/** The chain of the latest exchange: `✓ client-known`, `✗ code-verifier`, `· scope`. */
async function latestChain(): Promise<string[]> {
  const call = directCall(server, contextOf({ kind: 'local' }))
  const { items } = (await call('traffic.list', { limit: 1 })) as Exchanges
  const { story } = (await call('traffic.get', { id: items[0]!.id })) as ExchangeDetail
  const signs = { held: '✓', refused: '✗', waiting: '·' }
  return story.rules.map(({ id, outcome }) => `${signs[outcome]} ${id}`)
}

describe("The server's view of a request", () => {
  it('tells the token endpoint asking in its order, up to what refused (RFC 6749 §4.1.3)', async () => {
    await post('token', { ...PROVEN, client_secret: 'wrong', grant_type: 'authorization_code', code: 'x' })
    expect(await latestChain()).toEqual([
      '✓ request-readable',
      '✓ client-known',
      '✓ client-method',
      '✗ client-proof',
      '· client-open',
      '· flow-known',
      '· flow-allowed',
      '· code-known',
      '· code-client',
      '· code-redirect-uri',
      '· code-unused',
      '· grant-stands',
      '· scope',
      '· limit',
      '· server'
    ])
    await post('token', { ...PROVEN, grant_type: 'client_credentials', scope: 'orders' })
    expect((await latestChain()).every((rule) => rule.startsWith('✓'))).toBe(true)
  })

  it('leaves out what a request has nothing of, and names it where it refused', async () => {
    await post('token', {
      client_id: 'spa',
      grant_type: 'authorization_code',
      code: 'x',
      code_verifier: VERIFIER
    })
    const chain = await latestChain()
    expect(chain).not.toContain('✓ client-proof')
    expect(chain).toContain('✗ code-known')
    expect(chain).toContain('· code-verifier')
    expect(chain.some((rule) => rule.includes('sender-proof') || rule.includes('target'))).toBe(false)
    await post('token', { ...PROVEN, grant_type: 'client_credentials', resource: '#' })
    expect(await latestChain()).toContain('✗ target')
  })

  it('lets an authorization request wait for its person (OpenID Connect Core §3.1.2.3)', async () => {
    const ask = (over: Record<string, string> = {}) =>
      fetch(
        `${server.address}/oauth2/authorize?${new URLSearchParams({
          response_type: 'code',
          client_id: 'web',
          redirect_uri: CALLBACK,
          scope: 'openid',
          code_challenge_method: 'S256',
          code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
          ...over
        }).toString()}`,
        { redirect: 'manual' }
      )
    await ask()
    expect((await latestChain()).slice(-5)).toEqual([
      '✓ scope',
      '· person-signed-in',
      '· consent',
      '· limit',
      '· server'
    ])
    await ask({ redirect_uri: `${CALLBACK}/` })
    expect((await latestChain()).find((rule) => rule.startsWith('✗'))).toBe('✗ redirect-uri')
    await ask({ code_challenge_method: 'S512' })
    const chain = await latestChain()
    expect(chain.indexOf('✓ openid')).toBeLessThan(chain.indexOf('✗ pkce'))
    await ask({ prompt: 'none' })
    expect(await latestChain()).toContain('✗ person-signed-in')
  })

  it.each([
    ['par', { ...PROVEN, response_type: 'code', redirect_uri: 'http://other' }, '✗ redirect-uri'],
    ['device_authorization', { ...PROVEN, scope: 'nobody-knows-it' }, '✗ scope'],
    ['introspect', { client_id: 'spa', token: 'x' }, '✗ client-confidential'],
    ['introspect', { ...PROVEN }, '✗ token-named'],
    ['revoke', { ...PROVEN, client_secret: 'wrong', token: 'x' }, '✗ client-proof'],
    ['revoke', { ...PROVEN }, '✗ token-named'],
    ['userinfo', { access_token: 'nobody-gave-it' }, '✗ token-alive']
  ])('names the rule by which %s refuses %j', async (path, form, rule) => {
    await post(path, form)
    const chain = await latestChain()
    const at = chain.indexOf(rule)
    expect(chain[at]).toBe(rule)
    expect(chain.slice(0, at).every((one) => one.startsWith('✓'))).toBe(true)
    expect(chain.slice(at + 1).every((one) => one.startsWith('·'))).toBe(true)
  })

  it('tells a refused assertion of a grant from one that proves the client (RFC 7523 §3)', async () => {
    const grant_type = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
    await server.store.clients.update('web', (client) => ({ ...client, grant_types: [grant_type] }))
    await post('token', { ...PROVEN, grant_type, assertion: 'no-jwt' })
    expect((await latestChain()).find((rule) => rule.startsWith('✗'))).toBe('✗ assertion')
  })
})
