import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPersonBrowser } from '../../support/browser/person-browser'
import type { TestServer } from '../../support/start-server'
import { pageOf } from '../flow-world'
import { ask, postForm } from '../requests'
import {
  BYE,
  isSignedIn,
  logoutPath,
  relyingParty,
  RP_CALLBACK,
  signedInAt,
  startSignOutServer
} from './sign-out-world'

describe('the end_session_endpoint (OpenID Connect RP-Initiated Logout 1.0)', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startSignOutServer([
      relyingParty(),
      relyingParty({ client_id: 'other', post_logout_redirect_uris: ['https://other.example.com/bye'] }),
      relyingParty({ client_id: 'sector', subject_type: 'pairwise' }),
      relyingParty({
        client_id: 'native',
        application_type: 'native',
        post_logout_redirect_uris: ['http://127.0.0.1/bye']
      })
    ])
  })
  afterAll(() => server.close())

  it('signs out at once with an ID token of the session, and goes on with the state (§2, §3)', async () => {
    const person = await signedInAt(server)
    const stop = await person.browser.ask(
      logoutPath({ id_token_hint: person.idToken, post_logout_redirect_uri: BYE, state: 'a&b c' })
    )
    expect(stop.status).toBe(303)
    expect(stop.location).toBe(`${BYE}?state=a%26b%20c`)
    expect(stop.headers.get('cache-control')).toBe('no-store')
    expect([...person.browser.cookies.keys()].join()).not.toMatch(/_session|_state/)
    expect(await isSignedIn(person)).toBe(false)
    expect(await server.store.signInSessions.find('sub', 'alice-sub')).toEqual([])
  })

  it('takes a hint that a key has signed which was replaced long ago, while the session lives (§2)', async () => {
    const person = await signedInAt(server)
    await server.protocol.signingKeys.rotate('RS256')
    server.clock.advance({ seconds: 2 * 3600 })
    const stop = await person.browser.ask(
      logoutPath({ id_token_hint: person.idToken, post_logout_redirect_uri: BYE })
    )
    expect(stop.location).toBe(BYE)
    expect(await isSignedIn(person)).toBe(false)
  })

  it('takes the same by POST, keeps a query that the address has, and an expired hint (§2)', async () => {
    const person = await signedInAt(server)
    const session = await server.store.signInSessions.find('sub', 'alice-sub')
    server.clock.advance({ seconds: 2 * 3600 })
    expect(session).toHaveLength(1)
    const stop = await person.browser.post('/oauth2/logout', {
      id_token_hint: person.idToken,
      client_id: 'rp',
      post_logout_redirect_uri: `${BYE}?a=b`,
      state: 's'
    })
    expect(stop.location).toBe(`${BYE}?a=b&state=s`)
    expect(await isSignedIn(person)).toBe(false)
  })

  it('sends a POST of another site, which comes without cookies, round by GET', async () => {
    const { headers, status } = await postForm(server, '/oauth2/logout', { client_id: 'rp', state: 'x' })
    expect(status).toBe(303)
    expect(headers.get('location')).toBe('/oauth2/logout?client_id=rp&state=x')
  })

  it('knows the person by a pairwise subject too', async () => {
    const person = await signedInAt(server, 'sector')
    const stop = await person.browser.get(
      logoutPath({ id_token_hint: person.idToken, post_logout_redirect_uri: BYE })
    )
    expect(stop.location).toBe(BYE)
    expect(await isSignedIn(person)).toBe(false)
  })

  it('shows that the person is signed out where there is nowhere to go on to', async () => {
    const person = await signedInAt(server)
    const stop = await person.browser.get(logoutPath({ id_token_hint: person.idToken }))
    expect(stop.status).toBe(200)
    expect(stop.html).toContain('data-testid="signed-out"')
    expect(await isSignedIn(person)).toBe(false)
  })

  it.each<[string, Record<string, string>]>([
    ['nothing', {}],
    ['a client_id alone', { client_id: 'rp', post_logout_redirect_uri: BYE, state: 's' }],
    ['a logout_hint', { client_id: 'rp', logout_hint: 'alice', post_logout_redirect_uri: BYE, state: 's' }]
  ])('asks the person when a request brings %s (§2)', async (_what, parameters) => {
    const person = await signedInAt(server)
    const page = await person.browser.get(logoutPath(parameters))
    expect(page.status).toBe(200)
    expect(await isSignedIn(person)).toBe(true)
    await person.browser.get(logoutPath(parameters))
    const stop = await person.browser.submit({ decision: 'sign-out' })
    expect(stop.location).toBe(parameters.client_id && `${BYE}?state=s`)
    expect(await isSignedIn(person)).toBe(false)
  })

  it('asks when the ID token is of somebody else, or of another session (§2)', async () => {
    const [alice, bob] = [await signedInAt(server), await signedInAt(server, 'rp', { username: 'bob' })]
    const again = await signedInAt(server)
    for (const { idToken } of [bob, again]) {
      const page = await alice.browser.get(
        logoutPath({ id_token_hint: idToken, post_logout_redirect_uri: BYE })
      )
      expect(page.html).toContain('value="stay"')
      expect(await isSignedIn(alice)).toBe(true)
    }
    expect(await isSignedIn(bob)).toBe(true)
  })

  it('lets the person stay', async () => {
    const person = await signedInAt(server)
    await person.browser.get(logoutPath({ client_id: 'rp', post_logout_redirect_uri: BYE }))
    const stop = await person.browser.submit({ decision: 'stay' })
    expect(stop.html).toContain('data-testid="stays-signed-in"')
    expect(stop).not.toHaveProperty('location')
    expect(await isSignedIn(person)).toBe(true)
  })

  it('goes on at once where nobody is signed in', async () => {
    const browser = createPersonBrowser(server.address)
    const stop = await browser.get(logoutPath({ client_id: 'rp', post_logout_redirect_uri: BYE }))
    expect(stop.location).toBe(BYE)
  })

  it('lets a native client choose the port of its loopback address (RFC 8252 §7.3)', async () => {
    const browser = createPersonBrowser(server.address)
    const uri = 'http://127.0.0.1:51234/bye'
    const native = { client_id: 'native', post_logout_redirect_uri: uri }
    expect((await browser.get(logoutPath(native))).location).toBe(uri)
    expect((await browser.get(logoutPath({ ...native, client_id: 'rp' }))).status).toBe(400)
  })

  const REFUSED: [string, Record<string, string>][] = [
    ['an address that is not registered', { client_id: 'rp', post_logout_redirect_uri: `${BYE}/` }],
    ['an address with one more parameter', { client_id: 'rp', post_logout_redirect_uri: `${BYE}?x=y` }],
    ["another client's address", { client_id: 'other', post_logout_redirect_uri: BYE }],
    ['a redirect URI of the sign-in', { client_id: 'rp', post_logout_redirect_uri: RP_CALLBACK }],
    ['an address of nobody in particular (§3)', { post_logout_redirect_uri: BYE }],
    ['an unknown client', { client_id: 'nobody' }],
    ['an id_token_hint that is none', { id_token_hint: 'nonsense' }],
    ['an id_token_hint that is nobody’s', { id_token_hint: 'e30.e30.e30' }]
  ]
  it.each(REFUSED)(
    'refuses %s on a page of its own, and nobody is signed out (§3)',
    async (_what, parameters) => {
      const person = await signedInAt(server)
      const stop = await person.browser.get(logoutPath(parameters))
      expect(stop.status).toBe(400)
      expect(stop).not.toHaveProperty('location')
      expect(stop.headers.get('content-type')).toContain('text/html')
      expect(await isSignedIn(person)).toBe(true)
    }
  )

  it('refuses a hint that somebody else signed, an access token, and one of another client (§2)', async () => {
    const person = await signedInAt(server)
    const [header, payload] = person.idToken.split('.')
    const forged = `${header}.${payload}.${Buffer.alloc(256).toString('base64url')}`
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`
    for (const parameters of [
      { id_token_hint: forged },
      { id_token_hint: none },
      { id_token_hint: person.idToken, client_id: 'other' }
    ])
      expect((await person.browser.get(logoutPath(parameters))).status).toBe(400)
    expect(await isSignedIn(person)).toBe(true)
  })

  it('refuses a parameter that stands twice, and other methods', async () => {
    expect((await ask(server, '/oauth2/logout?client_id=rp&client_id=other')).status).toBe(400)
    const answer = await ask(server, '/oauth2/logout', { method: 'DELETE' })
    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toBe('GET, POST')
  })

  it('does not send on for a client that is blocked', async () => {
    await server.store.clients.update('other', (client) => ({ ...client, blocked: true }))
    const uri = 'https://other.example.com/bye'
    const stop = await createPersonBrowser(server.address).get(
      logoutPath({ client_id: 'other', post_logout_redirect_uri: uri })
    )
    expect(stop.status).toBe(400)
  })

  it('stands in the record of requests, with its client and why it was refused', async () => {
    await ask(server, logoutPath({ client_id: 'rp', post_logout_redirect_uri: 'https://x.example.com' }))
    expect(server.inspector.list(1)[0]).toMatchObject({
      path: '/oauth2/logout',
      status: 400,
      error: 'invalid_request',
      reason: 'post-logout-redirect-uri-differs'
    })
  })
})

describe('/sign-out', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startSignOutServer([relyingParty()])
  })
  afterAll(() => server.close())

  it('asks whoever comes by themselves, and signs them out', async () => {
    const person = await signedInAt(server)
    expect(pageOf(await person.browser.get('/sign-out'))).toBe('/sign-out')
    expect(await isSignedIn(person)).toBe(true)
    await person.browser.get('/sign-out')
    const stop = await person.browser.submit({ decision: 'sign-out' })
    expect(stop.html).toContain('data-testid="signed-out"')
    expect(await isSignedIn(person)).toBe(false)
  })

  it('takes no form without the token of the very browser', async () => {
    const [person, other] = [await signedInAt(server), await signedInAt(server, 'rp', { username: 'bob' })]
    await person.browser.get('/sign-out')
    await other.browser.get('/sign-out')
    const field = (html: string, name: string) =>
      new RegExp(`name="${name}" value="([^"]+)"`).exec(html)?.[1] ?? ''
    const [own, foreign] = [person, other].map(({ browser }) => browser.current().html)
    const decision = 'sign-out'
    const withoutToken: Record<string, string> = { decision, id: field(own!, 'id') }
    for (const fields of [withoutToken, { ...withoutToken, form_token: field(foreign!, 'form_token') }])
      expect((await person.browser.post('/sign-out', fields)).status).toBe(403)
    const stolen = { decision, id: field(foreign!, 'id'), form_token: field(own!, 'form_token') }
    expect((await person.browser.post('/sign-out', stolen)).status).toBe(400)
    expect(await isSignedIn(person)).toBe(true)
  })

  it('takes an answer once, for ten minutes, and no other decision', async () => {
    const person = await signedInAt(server)
    await person.browser.get('/sign-out')
    const html = person.browser.current().html
    const field = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(html)?.[1] ?? ''
    const fields = { id: field('id'), form_token: field('form_token') }
    expect((await person.browser.post('/sign-out', { ...fields, decision: 'perhaps' })).status).toBe(400)
    expect((await person.browser.post('/sign-out', { ...fields, decision: 'stay' })).status).toBe(200)
    expect((await person.browser.post('/sign-out', { ...fields, decision: 'sign-out' })).status).toBe(400)
    await person.browser.get('/sign-out')
    server.clock.advance({ seconds: 601 })
    expect((await person.browser.submit({ decision: 'sign-out' })).status).toBe(400)
    expect(await isSignedIn(person)).toBe(true)
  })
})
