import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { htmlForms } from '../../support/browser/html-forms'
import { createPersonBrowser } from '../../support/browser/person-browser'
import { startServer, type TestServer } from '../../support/start-server'

const CALLBACK = 'https://app.example/cb'
let server: TestServer
beforeAll(async () => {
  server = await startServer({
    users: [
      { username: 'alice', name: 'Alice', roles: ['user'], password: 'a long password' },
      { username: 'bob', name: 'Bob', roles: ['user'], password: 'a long password' }
    ],
    clients: [
      { client_id: 'app', client_secret: 'x'.repeat(50), redirect_uris: [CALLBACK], skip_consent: true }
    ],
    settings: { accounts: { quick_sign_in: true } }
  })
})
afterAll(() => server.close())

const request = (more: Record<string, string> = {}) => ({
  client_id: 'app',
  response_type: 'code',
  redirect_uri: CALLBACK,
  ...more
})

describe('quick sign-in', () => {
  it('offers people as cards above the form, and one click signs in', async () => {
    const browser = createPersonBrowser(server.address)
    const page = await browser.authorize(request())
    const [cards, form] = htmlForms(page.html)
    expect(cards?.buttons).toEqual(
      expect.arrayContaining([
        { name: 'quick', value: 'alice' },
        { name: 'quick', value: 'bob' }
      ])
    )
    expect(form?.names).toContain('password')
    expect(page.html).toContain('data-testid="quick-alice"')
    expect((await browser.submit({ quick: 'bob' })).location).toContain('code=')
  })

  it('takes a login_hint of somebody there for the sign-in itself', async () => {
    const stop = await createPersonBrowser(server.address).authorize(request({ login_hint: 'alice' }))
    expect(stop.location).toContain('code=')
  })

  it('says clearly that a login_hint names nobody', async () => {
    const stop = await createPersonBrowser(server.address).authorize(request({ login_hint: 'alcie' }))
    expect(stop.status).toBe(400)
    expect(stop.html).toContain('Nobody here is called “alcie”.')
  })

  it('lets one choose an account, the one that is signed in or another (prompt=select_account)', async () => {
    const browser = createPersonBrowser(server.address)
    await browser.authorize(request({ login_hint: 'alice' }))
    const page = await browser.authorize(request({ prompt: 'select_account' }))
    expect(new URL(page.url).pathname).toBe('/select-account')
    expect((await browser.submit({ continue: 'alice' })).location).toContain('code=')
    await browser.authorize(request({ prompt: 'select_account' }))
    expect((await browser.submit({ quick: 'bob' })).location).toContain('code=')
  })

  it('is gone as soon as the setting is off: a hint is filled in, a click opens nothing', async () => {
    const browser = createPersonBrowser(server.address)
    const page = await browser.authorize(request())
    await server.change({ accounts: { quick_sign_in: false } })
    const { fields } = htmlForms(page.html)[0]!
    expect((await browser.post('/sign-in', [...fields, ['quick', 'alice']])).status).toBe(401)
    const hinted = await createPersonBrowser(server.address).authorize(request({ login_hint: 'alice' }))
    expect(hinted.html).toMatch(/name="username"[^>]*value="alice"/)
    await server.change({ accounts: { quick_sign_in: true } })
  })
})
