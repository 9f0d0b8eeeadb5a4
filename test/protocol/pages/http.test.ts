import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { htmlForms } from '../../support/browser/html-forms'
import { createPersonBrowser } from '../../support/browser/person-browser'
import { startServer, type TestServer } from '../../support/start-server'

const PASSWORD = 'a long password'
const CALLBACK = 'https://app.example/cb'
const PATHS = ['/sign-in', '/sign-up', '/forgot-password', '/device', '/device/display?user_code=WDJB-MJHT']

let server: TestServer
beforeAll(async () => {
  server = await startServer({
    users: [
      {
        username: 'alice',
        name: 'Alice',
        email: 'alice@example.com',
        email_verified: true,
        password: PASSWORD
      }
    ],
    clients: [
      {
        client_id: 'app',
        client_secret: 'secretOfTheTestsSecretOfTheTestsSecretOfTheTests12',
        client_name: 'My <App>',
        logo_uri: 'https://logo.example/logo.png',
        policy_uri: 'https://app.example/privacy',
        redirect_uris: [CALLBACK]
      }
    ],
    settings: { accounts: { registration: true, forgot_password: true } }
  })
})
afterAll(() => server.close())

const request = (more: Record<string, string> = {}) => ({
  client_id: 'app',
  response_type: 'code',
  redirect_uri: CALLBACK,
  scope: 'openid profile email',
  state: 'a-state',
  ...more
})

describe('every page', () => {
  it.each(PATHS)('%s: has its headers, no script, no inline style', async (path) => {
    const response = await fetch(server.address + path)
    const html = await response.text()
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer'
    })
    expect(response.headers.get('x-powered-by')).toBeNull()
    const policy = response.headers.get('content-security-policy')
    expect(policy).toMatch(/^default-src 'none'; style-src 'self'; .*frame-ancestors 'none'$/)
    expect(policy).not.toMatch(/unsafe|script-src/)
    expect(html).not.toMatch(/<script|\sstyle=|\son[a-z]+=/i)
  })

  it.each(PATHS)('%s: speaks Russian to whom prefers it, by weight (RFC 9110 §12.5.4)', async (path) => {
    const ask = (language: string) =>
      fetch(server.address + path, { headers: { 'Accept-Language': language } }).then((answer) =>
        answer.text()
      )
    expect(await ask('de, en;q=0.3, ru-RU;q=0.8')).toContain('<html lang="ru">')
    expect(await ask('ru;q=0, en')).toContain('<html lang="en">')
    expect(await ask('de')).toContain('<html lang="en">')
  })

  it('keeps the language that was chosen on it', async () => {
    const browser = createPersonBrowser(server.address)
    expect((await browser.get('/sign-in?lang=ru')).html).toContain('<html lang="ru">')
    expect((await browser.get('/sign-up')).html).toContain('<html lang="ru">')
  })

  it('is answered for the methods that it has alone', async () => {
    const response = await fetch(`${server.address}/sign-in`, { method: 'PUT' })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET, HEAD, POST')
  })

  it('refuses a parameter that stands twice', async () => {
    expect((await fetch(`${server.address}/sign-in?lang=en&lang=ru`)).status).toBe(400)
  })

  it('has its stylesheet, its fonts and its icons', async () => {
    const html = await (await fetch(`${server.address}/sign-in`)).text()
    const [, stylesheet = ''] = /href="(\/assets\/pages-[0-9a-f]+\.css)"/.exec(html) ?? []
    const response = await fetch(server.address + stylesheet)
    expect(response.headers.get('cache-control')).toContain('immutable')
    const fonts = [...(await response.text()).matchAll(/url\('?([^')]+)/g)].map(
      ([, name]) => `/assets/${name}`
    )
    expect(fonts.length).toBeGreaterThan(2)
    for (const path of [...fonts, '/favicon.ico', '/favicon.svg', '/apple-touch-icon.png'])
      expect((await fetch(server.address + path)).status, path).toBe(200)
  })
})

describe('the sign-in page', () => {
  it('is one form with username and password, names the client and lets its logo be shown', async () => {
    const browser = createPersonBrowser(server.address)
    const page = await browser.authorize(request())
    const forms = htmlForms(page.html)
    expect(forms).toHaveLength(1)
    expect(forms[0]).toMatchObject({ action: '/sign-in', method: 'POST' })
    expect(forms[0]?.names).toEqual(
      expect.arrayContaining(['username', 'password', 'form_token', 'interaction'])
    )
    expect(page.html).toContain('Sign in to My &#60;App&#62;')
    expect(page.html).toContain('src="https://logo.example/logo.png"')
    const policy = page.headers.get('content-security-policy')
    expect(policy).toContain("img-src 'self' data: https://logo.example;")
    // Browsers hold the redirects after a form against form-action, and these lead to the client.
    expect(policy).not.toContain('form-action')
  })

  it('follows ui_locales before Accept-Language (OpenID Connect Core §3.1.2.1)', async () => {
    const page = await createPersonBrowser(server.address).authorize(request({ ui_locales: 'fr ru en' }))
    expect(page.html).toContain('<html lang="ru">')
  })

  it('fills in login_hint, and keeps the name but never the password when they are wrong', async () => {
    const browser = createPersonBrowser(server.address)
    const page = await browser.authorize(request({ login_hint: 'alice' }))
    expect(page.html).toMatch(/name="username"[^>]*value="alice"/)
    const again = await browser.signIn('alice', 'not the password')
    expect(again.status).toBe(401)
    expect(again.headers.get('www-authenticate')).not.toMatch(/basic|bearer/i)
    expect(again.html).toContain('role="alert"')
    expect(again.html).toMatch(/name="username"[^>]*value="alice"/)
    expect(again.html).not.toContain('not the password')
  })

  it('takes no form without the token of the browser', async () => {
    const browser = createPersonBrowser(server.address)
    await browser.authorize(request())
    const refused = await browser.submit({ username: 'alice', password: PASSWORD }, ['form_token'])
    expect(refused.status).toBe(403)
    expect(refused.html).toContain('form-token-wrong')
    const stranger = createPersonBrowser(server.address)
    const [form] = htmlForms((await browser.get('/sign-in')).html)
    expect((await stranger.post('/sign-in', form!.fields)).status).toBe(403)
  })

  it('says that a sign-in of another browser, or an old one, has expired', async () => {
    const stop = await createPersonBrowser(server.address).get('/sign-in?interaction=unknown')
    expect(stop.status).toBe(400)
    expect(stop.html).toContain('This sign-in has expired')
  })

  it('goes back with access_denied when it is cancelled (RFC 6749 §4.1.2.1)', async () => {
    const browser = createPersonBrowser(server.address)
    await browser.authorize(request())
    const { location } = await browser.submit({ username: '', action: 'cancel' })
    expect(location).toMatch(/^https:\/\/app\.example\/cb\?.*error=access_denied/)
  })

  it('waits with Retry-After after too many tries (RFC 6585 §4)', async () => {
    await server.change({ limits: { sign_in_attempts: 2 } })
    const browser = createPersonBrowser(server.address)
    await browser.get('/sign-in')
    for (let tries = 0; tries < 3; tries += 1) await browser.signIn('mallory', 'wrong')
    expect(browser.current().status).toBe(429)
    expect(Number(browser.current().headers.get('retry-after'))).toBeGreaterThan(0)
    server.clock.advance({ seconds: 3600 })
    await server.change({ limits: { sign_in_attempts: 10 } })
  })

  it('without a client ends on a page of its own, from which one signs out', async () => {
    const browser = createPersonBrowser(server.address)
    await browser.get('/sign-in')
    const page = await browser.signIn('alice', PASSWORD)
    expect(page.html).toContain('You are signed in')
    expect(page.html).toContain('href="/panel/"')
    expect(page.html).toContain('href="/sign-out"')
  })
})

describe('the consent page', () => {
  it('has a box for each scope that can be left out, and grants what was left ticked', async () => {
    const browser = createPersonBrowser(server.address)
    await browser.authorize(request())
    const page = await browser.signIn('alice', PASSWORD)
    const [form] = htmlForms(page.html)
    expect(form?.names.filter((name) => name.startsWith('scope:'))).toEqual(['scope:profile', 'scope:email'])
    expect(form?.buttons).toEqual(
      expect.arrayContaining([
        { name: 'decision', value: 'allow' },
        { name: 'decision', value: 'deny' }
      ])
    )
    expect(page.html).toMatch(/<a\s+href="https:\/\/app\.example\/privacy"[^>]*rel="noreferrer noopener"/)
    const { location } = await browser.allow({ without: ['email'] })
    expect(location).toContain('code=')
    const [consent] = await server.store.consents.find('client_id', 'app')
    expect(consent?.scope.split(' ').sort()).toEqual(['openid', 'profile'])
  })
})

describe('the error page', () => {
  it('shows a developer what was registered and what came, and who said it', async () => {
    const stop = await createPersonBrowser(server.address).authorize(
      request({ redirect_uri: `${CALLBACK}/"><b>` })
    )
    expect(stop.status).toBe(400)
    expect(stop.html).toContain('redirect-uri-differs')
    expect(stop.html).toContain(CALLBACK)
    expect(stop.html).toContain('data-testid="error-client"')
    expect(stop.html).not.toContain('<b>')
  })

  it('asks no browser for a password that is the client’s', async () => {
    const stop = await createPersonBrowser(server.address).authorize(request({ client_id: 'nobody' }))
    expect(stop.status).toBe(400)
    expect(stop.headers.get('www-authenticate')).toBeNull()
  })
})
