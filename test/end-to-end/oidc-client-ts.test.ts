import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchChromium } from '../support/browser/chromium'
import { startServer, type TestServer } from '../support/start-server'

const PASSWORD = 'a long password'
const LIBRARY = new URL(
  '../../node_modules/oidc-client-ts/dist/browser/oidc-client-ts.min.js',
  import.meta.url
)

/** The page of a client that lives in the browser alone, with the settings that the tab holds. What comes back is taken up by the way it was asked for. */
const pageOf = (authority: string) => `<!doctype html><title>loading</title>
<script src="/library.js"></script>
<script>
  const { isBound, ...settings } = JSON.parse(sessionStorage.getItem('settings') ?? '{}')
  const manager = new oidc.UserManager({
    authority: ${JSON.stringify(authority)},
    client_id: 'spa',
    redirect_uri: location.origin + '/',
    popup_redirect_uri: location.origin + '/popup',
    silent_redirect_uri: location.origin + '/silent',
    post_logout_redirect_uri: location.origin + '/',
    popup_post_logout_redirect_uri: location.origin + '/popup-out',
    scope: 'openid profile',
    automaticSilentRenew: false,
    userStore: new oidc.WebStorageStateStore({ store: sessionStorage }),
    ...(isBound && { dpop: { bind_authorization_code: true, store: new oidc.IndexedDbDPoPStore() } }),
    ...settings
  })
  async function run() {
    if (location.pathname === '/silent') return manager.signinSilentCallback()
    if (location.pathname === '/popup') return manager.signinPopupCallback()
    if (location.pathname === '/popup-out') return manager.signoutPopupCallback()
    if (/[?&](code|error)=/.test(location.search)) await manager.signinRedirectCallback()
    const user = await manager.getUser()
    document.title = user ? 'signed in as ' + user.profile.sub : 'nobody'
  }
  run().catch((error) => { document.title = 'failed: ' + (error.error || error.message) })
</script>`

interface KnownUser {
  readonly access_token: string
  readonly refresh_token?: string
  readonly id_token: string
  readonly profile: Readonly<Record<string, unknown>>
  readonly token_type: string
}

describe('oidc-client-ts in a browser', () => {
  let server: TestServer
  let site: Server
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let origin: string

  beforeAll(async () => {
    const library = await readFile(LIBRARY)
    site = createServer((request, response) => {
      const isLibrary = request.url === '/library.js'
      response.writeHead(200, { 'Content-Type': isLibrary ? 'text/javascript' : 'text/html' })
      response.end(isLibrary ? library : pageOf(server.address))
    })
    await new Promise<void>((resolve) => site.listen(0, 'localhost', resolve))
    origin = `http://localhost:${(site.address() as AddressInfo).port}`
    const client = {
      token_endpoint_auth_method: 'none' as const,
      redirect_uris: ['/', '/popup', '/silent'].map((path) => origin + path),
      post_logout_redirect_uris: ['/', '/popup-out'].map((path) => origin + path)
    }
    server = await startServer({
      settings: { consent: 'skip' },
      users: [{ username: 'alice', sub: 'alice-sub', name: 'Alice', password: PASSWORD }],
      clients: [
        { ...client, client_id: 'spa', grant_types: ['authorization_code'] },
        { ...client, client_id: 'offline' },
        { ...client, client_id: 'brief', lifetimes: { access_token: 63 } },
        { ...client, client_id: 'bound', dpop_bound_access_tokens: true }
      ]
    })
    browser = await launchChromium()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    site?.close()
  })
  beforeEach(async () => {
    // The browser goes by the machine's clock.
    server.clock.advance({ seconds: Math.round((Date.now() - server.clock.nowMs()) / 1000) })
    context = await browser.newContext({ locale: 'en-US' })
    page = await context.newPage()
  })
  afterEach(() => context.close())

  const title = () => page.title()

  /** Runs in the page of the client. */
  const inPage = <T = unknown>(script: string) => page.evaluate<T>(`(async () => ${script})()`)
  const user = () => inPage<KnownUser>('manager.getUser()')
  /** The code of the error that the library throws. */
  const refusalOf = (script: string) =>
    inPage<string>(`${script}.then(() => 'none', (error) => error.error ?? error.message)`)

  /** What the person does on the pages of the server, wherever these are shown. */
  async function enter(where: Page): Promise<void> {
    await where.locator('input[name="username"]').fill('alice')
    await where.locator('input[name="password"]').fill(PASSWORD)
    await where.locator('input[name="password"]').press('Enter')
  }

  /** Opens the page with these settings of the library. */
  async function open(settings: object = {}): Promise<void> {
    await page.goto(`${origin}/`)
    await page.evaluate(`sessionStorage.setItem('settings', ${JSON.stringify(JSON.stringify(settings))})`)
    await page.reload()
    await expect.poll(title).toBe('nobody')
  }

  async function signIn(settings: object = {}): Promise<KnownUser> {
    await open(settings)
    await page.evaluate('void manager.signinRedirect()')
    await enter(page)
    await page.waitForURL(`${origin}/**`)
    await expect.poll(title).toBe('signed in as alice-sub')
    return user()
  }

  it('signs in by redirect with PKCE and reads UserInfo from the page’s own script (RFC 7636 §4, OpenID Connect Core §5.3.1)', async () => {
    const { profile } = await signIn({ loadUserInfo: true })
    expect(profile).toMatchObject({ sub: 'alice-sub', iss: server.address, aud: 'spa', name: 'Alice' })
  })

  it('renews silently in a frame while the person is signed in, and is told login_required afterwards (OpenID Connect Core §3.1.2.1)', async () => {
    const known = await signIn()
    const renewed = await inPage<KnownUser>('manager.signinSilent()')
    expect(renewed.profile.sub).toBe('alice-sub')
    expect(renewed.access_token).not.toBe(known.access_token)
    await server.store.signInSessions.removeWhere('sub', 'alice-sub')
    expect(await refusalOf('manager.signinSilent()')).toBe('login_required')
  })

  it('renews by its refresh token, again and again, and without a frame (RFC 6749 §6, RFC 9700 §4.14)', async () => {
    const known = await signIn({ client_id: 'offline', scope: 'openid offline_access' })
    expect(known.refresh_token).toEqual(expect.any(String))
    const asked: string[] = []
    page.on('request', (request) => void asked.push(new URL(request.url()).pathname))
    const [first, second] = [
      await inPage<KnownUser>('manager.signinSilent()'),
      await inPage<KnownUser>('manager.signinSilent()')
    ]
    expect(new Set([known, first, second].map((one) => one.refresh_token)).size).toBe(3)
    expect(second.profile.sub).toBe('alice-sub')
    expect(asked).toContain('/oauth2/token')
    expect(asked).not.toContain('/oauth2/authorize')
  })

  it('renews by itself before its access token ends (RFC 6749 §5.1)', async () => {
    const settings = { client_id: 'brief', scope: 'openid offline_access', automaticSilentRenew: true }
    const known = await signIn(settings)
    await expect
      .poll(async () => (await user()).access_token, { timeout: 15_000 })
      .not.toBe(known.access_token)
    expect((await user()).profile.sub).toBe('alice-sub')
  })

  it('signs in and out in a pop-up (OpenID Connect Core §3.1.2.1, RP-Initiated Logout §2)', async () => {
    await open()
    const opened = page.waitForEvent('popup')
    await page.evaluate('void (window.done = manager.signinPopup())')
    await enter(await opened)
    expect(await inPage<KnownUser>('window.done')).toMatchObject({ profile: { sub: 'alice-sub' } })

    const closing = page.waitForEvent('popup')
    await page.evaluate('void (window.done = manager.signoutPopup())')
    const popup = await closing
    if (!popup.isClosed()) await popup.waitForEvent('close')
    await inPage('window.done')
    expect(await user()).toBeNull()
    expect(await refusalOf('manager.signinSilent()')).toBe('login_required')
  })

  it('revokes what it has and signs out by redirect, and the session is over (RFC 7009 §2, RP-Initiated Logout §2, §3)', async () => {
    const { access_token, refresh_token } = await signIn({
      client_id: 'offline',
      scope: 'openid offline_access'
    })
    await inPage('manager.revokeTokens(["access_token", "refresh_token"])')
    const userinfo = await fetch(`${server.address}/oauth2/userinfo`, {
      headers: { Authorization: `Bearer ${access_token}` }
    })
    expect([userinfo.status, typeof refresh_token]).toEqual([401, 'string'])
    await page.evaluate('void manager.signoutRedirect({ state: "bye" })')
    await page.waitForURL(`${origin}/**`)
    await expect.poll(title).toBe('nobody')
    expect(new URL(page.url()).searchParams.get('state')).toEqual(expect.any(String))
    expect(await refusalOf('manager.signinSilent()')).toBe('login_required')
  })

  it('holds its tokens by a key that never leaves the browser, and renews with it (RFC 9449 §5)', async () => {
    const known = await signIn({ client_id: 'bound', scope: 'openid offline_access', isBound: true })
    expect(known.token_type).toBe('DPoP')
    const renewed = await inPage<KnownUser>('manager.signinSilent()')
    expect(renewed.token_type).toBe('DPoP')
    const address = `${server.address}/oauth2/userinfo`
    const status = await inPage<number>(`(async () => {
      const user = await manager.getUser()
      const proof = await manager.dpopProof(${JSON.stringify(address)}, user)
      const headers = { Authorization: 'DPoP ' + user.access_token, DPoP: proof }
      return (await fetch(${JSON.stringify(address)}, { headers })).status
    })()`)
    expect(status).toBe(200)
    const stolen = await fetch(address, { headers: { Authorization: `Bearer ${renewed.access_token}` } })
    expect(stolen.status).toBe(401)
  })
})
