import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import passport from 'passport'
import { Strategy as OAuth2Strategy } from 'passport-oauth2'
import OpenIDConnectStrategy from 'passport-openidconnect'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeKeyPair, SECRET } from '../../protocol/clients'
import { CALLBACK, PASSWORD } from '../../protocol/flow-world'
import { createPersonBrowser } from '../../support/browser/person-browser'
import type { TestServer } from '../../support/start-server'
import { startForClients, visit } from './relying-party'

/** What the site found out about the person. */
interface Known {
  readonly accessToken?: string
  readonly refreshToken?: string
  readonly id?: string
  readonly displayName?: string
  readonly params?: { readonly token_type?: string }
}

/** A site that lets people in by Passport. The server knows it by another address, as behind a proxy. */
function createSite(server: TestServer): express.Express {
  const own = { clientID: 'standard', clientSecret: SECRET, callbackURL: CALLBACK }
  passport.use(
    'oauth2',
    new OAuth2Strategy(
      {
        ...own,
        authorizationURL: `${server.address}/oauth2/authorize`,
        tokenURL: `${server.address}/oauth2/token`,
        scope: ['profile', 'offline_access'],
        pkce: true,
        state: true
      },
      (
        accessToken: string,
        refreshToken: string,
        params: Known['params'],
        _profile: unknown,
        done: (error: unknown, user: Known) => void
      ) => done(null, { accessToken, refreshToken, ...(params && { params }) })
    )
  )
  passport.use(
    'openid',
    new OpenIDConnectStrategy(
      {
        ...own,
        issuer: server.address,
        authorizationURL: `${server.address}/oauth2/authorize`,
        tokenURL: `${server.address}/oauth2/token`,
        userInfoURL: `${server.address}/oauth2/userinfo`,
        scope: ['profile'],
        nonce: 'yes',
        skipUserProfile: false
      },
      (
        _issuer: string,
        { id, displayName }: passport.Profile,
        done: (error: Error | null, user: Known) => void
      ) => done(null, { id, displayName })
    )
  )
  // One visitor is enough for a session.
  const session = {}
  const site = express()
  site.use((request, _response, next) => next(void Object.assign(request, { session })))
  for (const strategy of ['oauth2', 'openid']) {
    const authenticate = passport.authenticate(strategy, { session: false }) as express.Handler
    site.get(`/${strategy}/login`, authenticate)
    site.get(`/${strategy}/callback`, authenticate, (request, response) => void response.json(request.user))
  }
  return site
}

describe('Passport signs a person in', () => {
  let server: TestServer
  let site: Server
  let origin: string
  beforeAll(async () => {
    const key = await makeKeyPair('ES256', 'request-key')
    // Passport sends the secret in the form.
    server = await startForClients(key, { token_endpoint_auth_method: 'client_secret_post' })
    site = createServer(createSite(server))
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
  })
  afterAll(async () => {
    await new Promise((resolve) => site.close(resolve))
    await server.close()
  })

  /** Where the site sends the person. */
  async function begin(strategy: string): Promise<URL> {
    const response = await fetch(`${origin}/${strategy}/login`, { redirect: 'manual' })
    return new URL(response.headers.get('location') ?? 'missing:')
  }

  const comeBack = (strategy: string, { search }: URL) => fetch(`${origin}/${strategy}/callback${search}`)

  it('with passport-oauth2, by code, state and PKCE (RFC 6749 §4.1, RFC 7636 §4)', async () => {
    const address = await begin('oauth2')
    expect(address.searchParams.get('code_challenge_method')).toBe('S256')
    const response = await comeBack('oauth2', await visit(server, address))
    const known = (await response.json()) as Known
    expect(known).toMatchObject({ params: { token_type: 'Bearer' } })
    expect(known.refreshToken).toEqual(expect.any(String))
  })

  it('with passport-openidconnect, by ID token and UserInfo (OpenID Connect Core §3.1, §5.3)', async () => {
    const answer = await visit(server, await begin('openid'))
    const response = await comeBack('openid', answer)
    expect(await response.json()).toEqual({ id: 'alice-sub', displayName: 'Alice' })
  })

  it('and not with an answer that somebody else began (RFC 6749 §10.12)', async () => {
    const answer = await visit(server, await begin('openid'))
    answer.searchParams.set('state', 'another')
    expect((await comeBack('openid', answer)).status).toBe(403)
  })

  it('and tells the site when the person refuses (RFC 6749 §4.1.2.1)', async () => {
    const browser = createPersonBrowser(server.address)
    await browser.get(`${(await begin('oauth2')).href}&prompt=consent`)
    await browser.signIn('bob', PASSWORD)
    const { location = '' } = await browser.deny()
    expect(new URL(location).searchParams.get('error')).toBe('access_denied')
    expect((await comeBack('oauth2', new URL(location))).status).toBe(401)
  })
})
