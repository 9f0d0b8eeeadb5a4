import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPersonBrowser, type PersonBrowser } from '../../support/browser/person-browser'
import type { TestServer } from '../../support/start-server'
import { agreed, codeRequest, pageOf, PASSWORD, queryOf, startFlowServer } from '../flow-world'

describe('prompt and max_age (OpenID Connect Core §3.1.2.1)', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startFlowServer({ clients: [], settings: { accounts: { registration: true } } })
  })
  afterAll(() => server.close())

  type State = 'nobody' | 'signed in' | 'agreed'

  async function browserIn(state: State): Promise<PersonBrowser> {
    const browser = createPersonBrowser(server.address)
    if (state === 'nobody') return browser
    await browser.authorize(codeRequest())
    await browser.signIn(state === 'agreed' ? 'alice' : 'bob', PASSWORD)
    if (state === 'agreed' && browser.current().location === undefined) await browser.allow()
    return browser
  }

  const MATRIX: [prompt: string | undefined, state: State, next: string][] = [
    [undefined, 'nobody', '/sign-in'],
    [undefined, 'signed in', '/consent'],
    [undefined, 'agreed', 'code'],
    ['none', 'nobody', 'login_required'],
    ['none', 'signed in', 'consent_required'],
    ['none', 'agreed', 'code'],
    ['login', 'nobody', '/sign-in'],
    ['login', 'agreed', '/sign-in'],
    ['consent', 'nobody', '/sign-in'],
    ['consent', 'agreed', '/consent'],
    ['select_account', 'nobody', '/sign-in'],
    ['select_account', 'agreed', '/select-account'],
    ['login consent', 'agreed', '/sign-in'],
    ['create', 'nobody', '/sign-up'],
    ['create', 'agreed', '/sign-up'],
    ['none login', 'agreed', 'invalid_request'],
    ['often', 'agreed', 'invalid_request']
  ]
  it.each(MATRIX)('prompt=%s with %s leads to %s', async (prompt, state, next) => {
    const browser = await browserIn(state)
    const stop = await browser.authorize(codeRequest({ prompt }))
    const { code, error } = stop.location === undefined ? {} : queryOf(stop)
    expect(error ?? (code ? 'code' : pageOf(stop))).toBe(next)
  })

  it('prompt=login is satisfied by signing in on the way, and leads on', async () => {
    const { browser } = await agreed(server, codeRequest())
    await browser.authorize(codeRequest({ prompt: 'login' }))
    expect(queryOf(await browser.signIn('alice', PASSWORD)).code).toBeTruthy()
  })

  it('prompt=select_account is satisfied by going on as who one is, and asks again the next time', async () => {
    const { browser } = await agreed(server, codeRequest())
    await browser.authorize(codeRequest({ prompt: 'select_account' }))
    expect(queryOf(await browser.submit({ continue: 'alice' })).code).toBeTruthy()
    expect(pageOf(await browser.authorize(codeRequest({ prompt: 'select_account' })))).toBe('/select-account')
  })

  it('prompt=consent asks although it was agreed before, and is satisfied by the answer', async () => {
    const { browser } = await agreed(server, codeRequest())
    await browser.authorize(codeRequest({ prompt: 'consent' }))
    expect(queryOf(await browser.allow()).code).toBeTruthy()
  })

  it('prompt=none answers at once in the response mode of the request, with state, iss and session_state', async () => {
    const browser = createPersonBrowser(server.address)
    const stop = await browser.authorize(codeRequest({ prompt: 'none', response_mode: 'fragment' }))
    const fields = Object.fromEntries(new URLSearchParams(new URL(stop.location!).hash.slice(1)))
    expect(fields).toMatchObject({ error: 'login_required', state: 'a-state', iss: server.address })
    expect(fields.session_state).toBeTruthy()
  })

  it('a sign-in that is older than max_age is made anew; a younger one is enough', async () => {
    const { browser } = await agreed(server, codeRequest())
    server.clock.advance({ seconds: 100 })
    expect(queryOf(await browser.authorize(codeRequest({ max_age: '100' }))).code).toBeTruthy()
    expect(pageOf(await browser.authorize(codeRequest({ max_age: '99' })))).toBe('/sign-in')
    expect(queryOf(await browser.signIn('alice', PASSWORD)).code).toBeTruthy()
  })

  it('max_age=0 asks for a sign-in even in the same second', async () => {
    const { browser } = await agreed(server, codeRequest())
    expect(pageOf(await browser.authorize(codeRequest({ max_age: '0' })))).toBe('/sign-in')
    expect(queryOf(await browser.signIn('alice', PASSWORD)).code).toBeTruthy()
  })

  it('a sub in the claims parameter is answered for that person alone (§3.1.2.2)', async () => {
    const { browser } = await agreed(server, codeRequest())
    const claims = JSON.stringify({ id_token: { sub: { value: 'bob-sub' } } })
    const none = await browser.authorize(codeRequest({ claims, prompt: 'none' }))
    expect(queryOf(none).error).toBe('login_required')
    expect(pageOf(await browser.authorize(codeRequest({ claims })))).toBe('/sign-in')
    expect(queryOf(await browser.signIn('alice', PASSWORD)).error).toBe('login_required')
  })

  it('an essential acr that no sign-in reaches is told as unmet, a voluntary one is no hindrance (§5.5.1.1)', async () => {
    const { browser } = await agreed(server, codeRequest())
    const wanting = (acr: object) => codeRequest({ claims: JSON.stringify({ id_token: { acr } }) })
    expect(queryOf(await browser.authorize(wanting({ values: ['9'] }))).code).toBeTruthy()
    await browser.authorize(wanting({ essential: true, values: ['9'] }))
    expect(queryOf(await browser.signIn('alice', PASSWORD)).error).toBe('unmet_authentication_requirements')
    expect(queryOf(await browser.authorize(codeRequest({ acr_values: '9' }))).code).toBeTruthy()
  })

  it('who goes back from the sign-in page is told the client as access_denied (RFC 6749 §4.1.2.1)', async () => {
    const browser = createPersonBrowser(server.address)
    await browser.authorize(codeRequest())
    const stop = await browser.submit({ action: 'cancel' })
    expect(queryOf(stop)).toMatchObject({ error: 'access_denied', state: 'a-state' })
  })
})
