import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPersonBrowser, type PersonBrowser } from '../../support/browser/person-browser'
import { startServer, type TestServer } from '../../support/start-server'

const PASSWORD = 'a long password'
const CALLBACK = 'https://app.example/cb'

let server: TestServer
beforeAll(async () => {
  server = await startServer({
    users: [
      { username: 'alice', email: 'alice@example.com', email_verified: true, roles: [], password: PASSWORD }
    ],
    clients: [
      { client_id: 'app', client_secret: 'x'.repeat(50), redirect_uris: [CALLBACK], skip_consent: true }
    ],
    settings: { accounts: { registration: true, email_verification: true, forgot_password: true } }
  })
})
afterAll(() => server.close())

async function comeFromClient(): Promise<PersonBrowser> {
  const browser = createPersonBrowser(server.address)
  await browser.authorize({ client_id: 'app', response_type: 'code', redirect_uri: CALLBACK })
  return browser
}

/** The code in the latest message to an address. */
async function mailedCode(email: string): Promise<string> {
  const { items } = await server.store.outbox.list({ limit: 50, sort: { by: 'at', descending: true } })
  const message = items.find(({ to }) => to.includes(email))
  return /\b\d{6}\b/.exec(message?.text ?? '')?.[0] ?? 'none'
}

function linkWith(browser: PersonBrowser, testId: string): string {
  const [tag = ''] = new RegExp(`<a[^>]*data-testid="${testId}"[^>]*>`).exec(browser.current().html) ?? []
  return (/href="([^"]*)"/.exec(tag)?.[1] ?? '').replaceAll('&#38;', '&')
}

describe('signing up', () => {
  it('goes from the sign-in page by form and mailed code back to the client', async () => {
    const browser = await comeFromClient()
    await browser.get(linkWith(browser, 'go-to-sign-up'))
    const page = await browser.submit({ email: 'new@example.com', password: PASSWORD, confirm: PASSWORD })
    expect(new URL(page.url).pathname).toBe('/verify-email')
    expect(page.html).toContain('new@example.com')
    const wrong = await browser.submit({ code: 'no code' })
    expect(wrong.status).toBe(422)
    expect(wrong.html).toMatch(/aria-describedby="code-error"/)
    expect((await browser.submit({ code: await mailedCode('new@example.com') })).location).toContain('code=')
  })

  it('ties what is wrong to its field, and keeps the address but no password', async () => {
    const browser = createPersonBrowser(server.address)
    await browser.get('/sign-up')
    const page = await browser.submit({ email: 'no address', password: 'short', confirm: 'other' })
    expect(page.status).toBe(422)
    expect(page.html).toMatch(/name="email"[^>]*value="no address"/)
    expect(page.html).toContain('id="email-error"')
    expect(page.html).not.toMatch(/value="(short|other)"/)
  })

  it('mails another code when asked, at most one a minute', async () => {
    const browser = createPersonBrowser(server.address)
    await browser.get('/sign-up')
    await browser.submit({ email: 'again@example.com', password: PASSWORD, confirm: PASSWORD })
    const early = await browser.submit({ action: 'again' })
    expect(early.status).toBe(429)
    expect(Number(early.headers.get('retry-after'))).toBeGreaterThan(0)
    server.clock.advance({ seconds: 61 })
    expect((await browser.submit({ action: 'again' })).html).toContain('Another code is on its way.')
  })

  it('is closed, form and link, while registration is off', async () => {
    await server.change({ accounts: { registration: false } })
    const browser = await comeFromClient()
    expect(browser.current().html).not.toContain('go-to-sign-up')
    expect((await browser.get('/sign-up')).status).toBe(403)
    await server.change({ accounts: { registration: true } })
  })
})

describe('a forgotten password', () => {
  it('is replaced in three steps, and the way to the client goes on', async () => {
    const browser = await comeFromClient()
    await browser.get(linkWith(browser, 'go-to-forgot-password'))
    const asked = await browser.submit({ email: 'alice@example.com' })
    expect(asked.html).toContain('If there is an account')
    expect((await browser.submit({ code: 'wrong' })).status).toBe(422)
    await browser.submit({ code: await mailedCode('alice@example.com') })
    const refused = await browser.submit({ password: 'another password', confirm: 'something else' })
    expect(refused.status).toBe(422)
    expect(refused.html).toContain('The two passwords differ.')
    const done = await browser.submit({ password: 'another password', confirm: 'another password' })
    expect(done.html).toContain('Your password was replaced.')
    expect((await browser.signIn('alice', 'another password')).location).toContain('code=')
  })

  it('has no third step without the second', async () => {
    const browser = createPersonBrowser(server.address)
    await browser.get('/forgot-password')
    const { url } = await browser.submit({ email: 'nobody@example.com' })
    await browser.get(`${url}&stage=new`)
    const page = await browser.submit({ password: 'another password', confirm: 'another password' })
    expect(page.status).toBe(410)
  })
})

describe('the pages of a device', () => {
  it('refuses a code that no device waits under, and one that is none (RFC 8628 §3.3)', async () => {
    const browser = createPersonBrowser(server.address)
    await browser.get('/device')
    const unknown = await browser.submit({ user_code: 'wdjb mjht' })
    expect(unknown.status).toBe(400)
    expect(unknown.html).toContain('No device waits under this code.')
    expect((await browser.submit({ user_code: '<b>' })).status).toBe(422)
  })

  it('fills in the code of the complete address, and waits for the person (RFC 8628 §3.3.1)', async () => {
    const page = await createPersonBrowser(server.address).get('/device?user_code=wdjbmjht')
    expect(page.html).toMatch(/name="user_code"[^>]*value="WDJB-MJHT"/)
  })

  it('shows a developer what a device would: code, address and both as a QR code', async () => {
    const { html } = await createPersonBrowser(server.address).get('/device/display?user_code=WDJB-MJHT')
    expect(html).toContain(`aria-label="QR code of ${server.address}/device?user_code=WDJB-MJHT"`)
    expect((await fetch(`${server.address}/device/display?user_code=%3Cb%3E`)).status).toBe(400)
  })
})

describe('mail', () => {
  it('is written in the language of the page that it was asked for on', async () => {
    for (const [language, subject] of [
      ['ru', 'Ваш код для нового пароля'],
      ['en', 'Your code']
    ] as const) {
      server.clock.advance({ seconds: 61 })
      const browser = createPersonBrowser(server.address)
      await browser.get(`/forgot-password?lang=${language}`)
      await browser.submit({ email: 'alice@example.com' })
      const { items } = await server.store.outbox.list({ limit: 1, sort: { by: 'at', descending: true } })
      expect(items[0]?.subject).toContain(subject)
    }
  })
})
