import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createRouterClient } from '@orpc/server'
import express from 'express'
import { exportJWK } from 'jose'
import passport from 'passport'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { ClientAuthenticationName } from '../../../src-main/model'
import { snippetFacts, snippetsOf } from '../../../src-renderer/features/clients/quickstart/snippets-of'
import type { QuickstartFlow } from '../../../src-renderer/features/clients/quickstart/snippets/snippet'
import { makeKeyPair, SECRET } from '../../protocol/clients'
import { createPersonBrowser } from '../../support/browser/person-browser'
import { findRunner } from '../../support/run-code'
import { startServer, type TestServer } from '../../support/start-server'
import { runSnippet } from './run-snippet'

const PASSWORD = 'a long password'
const DEVICE = 'urn:ietf:params:oauth:grant-type:device_code'
const METHODS = [
  'client_secret_basic',
  'client_secret_post',
  'client_secret_jwt',
  'private_key_jwt',
  'none'
] as const
const SECRET_METHODS = ['client_secret_basic', 'client_secret_post'] as const
/** What Spring Boot binds below spring.security.oauth2.client.registration (its OAuth2ClientProperties). */
const SPRING_PROPERTIES = [
  'provider',
  'client-id',
  'client-secret',
  'client-authentication-method',
  'authorization-grant-type',
  'redirect-uri',
  'scope',
  'client-name'
]
type Named = Readonly<Record<string, unknown>>
interface SpringFile {
  readonly spring: {
    readonly security: {
      readonly oauth2: {
        readonly client: { readonly registration: { readonly friendly: Named }; readonly provider: Named }
      }
    }
  }
}

describe('What the quickstart of a client says', () => {
  let server: TestServer
  let site: Server
  const app = express()
  /** What the file of the client's private key holds. */
  let privateJwk: object

  beforeAll(async () => {
    const { publicJwk, privateKey } = await makeKeyPair('ES256', 'quickstart')
    privateJwk = { ...(await exportJWK(privateKey)), kid: 'quickstart', alg: 'ES256' }
    site = createServer(app)
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
    const origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
    server = await startServer({
      settings: { consent: 'skip' },
      users: [{ username: 'alice', sub: 'alice-sub', password: PASSWORD }],
      clients: METHODS.map((method) => ({
        client_id: method,
        token_endpoint_auth_method: method,
        ...(method.startsWith('client_secret') && { client_secret: SECRET }),
        ...(method === 'private_key_jwt' && { jwks: { keys: [publicJwk] } }),
        grant_types: ['authorization_code', DEVICE, ...(method === 'none' ? [] : ['client_credentials'])],
        redirect_uris: [`${origin}/callback/${method}`]
      })) as never
    })
  })
  afterAll(async () => {
    await new Promise((resolve) => site.close(resolve))
    await server.close()
  })

  /** The snippet of a library, filled in for a client as its page fills it in. */
  async function snippet(
    id: string,
    flow: QuickstartFlow,
    method: ClientAuthenticationName
  ): Promise<string> {
    const panel = createRouterClient(server.panel, {
      context: { actor: { kind: 'local' }, capabilities: [] }
    })
    const client = await panel.clients.get({ client_id: method })
    const found = snippetsOf(client, flow).find((one) => one.id === id)
    return found!.code[flow]!(snippetFacts(client, flow, server.address))
  }

  /** Alice signs in there; where she lands. */
  async function goThrough(address: string | URL): Promise<URL> {
    const browser = createPersonBrowser(server.address)
    await browser.get(String(address))
    const { location = '' } = await browser.signIn('alice', PASSWORD)
    return new URL(location)
  }

  const surroundings = (names: Record<string, unknown> = {}) => ({
    load: (module: string): Promise<unknown> =>
      module === 'node:fs/promises'
        ? Promise.resolve({ readFile: () => Promise.resolve(JSON.stringify(privateJwk)) })
        : import(/* @vite-ignore */ module),
    names: { process: { env: { OAUTH2_CLIENT_SECRET: SECRET } }, goThrough, ...names }
  })

  it.each(METHODS.filter((method) => method !== 'none'))(
    'gets openid-client a token for the client itself by %s (RFC 6749 §4.4)',
    async (method) => {
      const token = await runSnippet(
        await snippet('openid-client', 'client_credentials', method),
        surroundings()
      )
      expect(token).toMatch(/^\S{40,}$/)
    }
  )

  it.each(METHODS)(
    'signs a person in with openid-client by %s (OpenID Connect Core §3.1)',
    async (method) => {
      const code = await snippet('openid-client', 'code', method)
      const whole = code.replace('// After', 'const currentUrl = await goThrough(redirectTo)\n// After')
      expect(await runSnippet(whole, surroundings())).toMatchObject({ sub: 'alice-sub', aud: method })
    }
  )

  it('lets a device in with openid-client (RFC 8628 §3)', async () => {
    const code = await snippet('openid-client', 'device', 'client_secret_basic')
    const said = /^console\.log\((`Open.*`)\)$/m
    expect(code).toMatch(said)
    const token = await runSnippet(code.replace(said, 'await read($1)'), surroundings({ read }))
    expect(token).toMatch(/^\S{40,}$/)
  })

  /** What a person does who reads the line that the device shows. */
  async function read(line: string): Promise<void> {
    const [, address, user_code] = /^Open (\S+) and type (\S+)$/.exec(line)!
    const browser = createPersonBrowser(server.address)
    await browser.get(address!)
    await browser.submit({ user_code: user_code! })
    await browser.signIn('alice', PASSWORD)
    await browser.allow()
  }

  it('signs a person in with oidc-client-ts', async () => {
    const code = await snippet('oidc-client-ts', 'code', 'none')
    // Its redirects are a browser's; the same settings ask and answer without one.
    const [settings] = code.split('// On the page with the button')
    const rest = `const { OidcClient } = await load('oidc-client-ts')
      const client = new OidcClient(auth.settings)
      const { url } = await client.createSigninRequest({})
      const answer = await client.processSigninResponse((await goThrough(url)).href)
      console.log(answer.profile)`
    expect(await runSnippet(`${settings}\n${rest}`, surroundings())).toMatchObject({ sub: 'alice-sub' })
  })

  it('signs a person in with Passport, which sends the secret in the form', async () => {
    const method = 'client_secret_post'
    const session = { regenerate: (done: () => void) => done(), save: (done: () => void) => done() }
    app.use((request, _response, next) => next(void Object.assign(request, { session })))
    passport.serializeUser((user, done) => done(null, user))
    const code = await snippet('passport', 'code', method)
    await runSnippet(code, surroundings({ app }))
    const { port } = site.address() as AddressInfo
    const begun = await fetch(`http://127.0.0.1:${port}/login`, { redirect: 'manual' })
    const landed = await goThrough(begun.headers.get('location') ?? '')
    const done = await fetch(landed, { redirect: 'manual' })
    expect([done.status, done.headers.get('location')]).toEqual([302, '/'])
    expect(session).toMatchObject({ passport: { user: { id: 'alice-sub' } } })
  })

  it.each(['passport', 'aspnet'])('tells the client of %s to be registered for that', async (id) => {
    expect(await snippet(id, 'code', 'client_secret_basic')).toContain(
      'register the client with client_secret_post'
    )
    expect(await snippet(id, 'code', 'client_secret_post')).not.toContain('register the client')
  })

  it('tells the client of Go to be registered so where a device asks (RFC 8628 §3.1)', async () => {
    const note = 'register the client with client_secret_post'
    expect(await snippet('go', 'device', 'client_secret_basic')).toContain(note)
    const form = await snippet('go', 'device', 'client_secret_post')
    expect(form).not.toContain(note)
    expect(form).toContain('DeviceAuth(ctx, oauth2.SetAuthURLParam("client_secret", config.ClientSecret))')
    expect(await snippet('go', 'device', 'none')).toContain('DeviceAuth(ctx)')
  })

  it.each(['auth-js', 'aspnet'])('has %s ask UserInfo, where the name of a person is', async (id) => {
    expect(await snippet(id, 'code', 'client_secret_post')).toMatch(
      /idToken: false|GetClaimsFromUserInfoEndpoint = true/
    )
  })

  it.each(['code', 'client_credentials'] as const)(
    'gives Spring Boot properties that it binds, for %s',
    async (flow) => {
      const { spring } = parse(await snippet('spring', flow, 'client_secret_post')) as SpringFile
      const { registration, provider } = spring.security.oauth2.client
      expect(provider).toEqual({ friendly: { 'issuer-uri': server.address } })
      const said = Object.keys(registration.friendly)
      expect(said.filter((name) => !SPRING_PROPERTIES.includes(name))).toEqual([])
      expect(registration.friendly['client-secret']).toBe(`\${OAUTH2_CLIENT_SECRET}`)
      expect(said.includes('redirect-uri')).toBe(flow === 'code')
    }
  )

  const python = findRunner('python')
  const flows = ['code', 'client_credentials'] as const
  it.skipIf(!python).each(flows)(
    'is Python for Authlib, for %s (skipped where there is no python3)',
    async (flow) => {
      for (const method of flow === 'code' ? [...SECRET_METHODS, 'none' as const] : SECRET_METHODS)
        await python!.run(await snippet('authlib', flow, method))
    }
  )

  const curl = findRunner('curl')
  it.skipIf(!curl).each(SECRET_METHODS)('gets curl a token by %s', async (method) => {
    const code = await snippet('curl', 'client_credentials', method)
    const printed = await curl!.run(code.replace('curl ', 'curl -s '), `OAUTH2_CLIENT_SECRET='${SECRET}'`)
    expect(JSON.parse(printed)).toMatchObject({
      access_token: expect.any(String) as string,
      token_type: 'Bearer'
    })
  })
})
