import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../support/browser/chromium'
import { startServer, type TestServer } from '../support/start-server'

const PASSWORD = 'a long password'
const LIBRARY = new URL(
  '../../node_modules/oidc-client-ts/dist/browser/oidc-client-ts.min.js',
  import.meta.url
)

/** A page of a client that signs people in with oidc-client-ts and watches the session; its title says what it knows. */
const pageOf = (authority: string) => `<!doctype html><title>loading</title>
<script src="/library.js"></script>
<script>
  const say = (text) => { document.title = text }
  const manager = new oidc.UserManager({
    authority: ${JSON.stringify(authority)},
    client_id: 'spa',
    redirect_uri: location.origin + '/',
    post_logout_redirect_uri: location.origin + '/',
    silent_redirect_uri: location.origin + '/silent',
    scope: 'openid',
    automaticSilentRenew: false,
    monitorSession: true,
    checkSessionIntervalInSeconds: 1,
    userStore: new oidc.WebStorageStateStore({ store: sessionStorage })
  })
  manager.events.addUserSignedOut(() => say('signed out elsewhere'))
  async function run() {
    if (location.pathname === '/silent') return manager.signinSilentCallback()
    if (location.search.includes('code=')) await manager.signinRedirectCallback()
    const user = await manager.getUser()
    say(user ? 'signed in as ' + user.profile.sub : 'nobody')
  }
  run().catch((error) => say('failed: ' + error.message))
</script>`

describe('oidc-client-ts that watches the session (OpenID Connect Session Management 1.0)', () => {
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
    server = await startServer({
      settings: { consent: 'skip' },
      users: [{ username: 'alice', sub: 'alice-sub', password: PASSWORD }],
      clients: [
        {
          client_id: 'spa',
          token_endpoint_auth_method: 'none',
          redirect_uris: [`${origin}/`, `${origin}/silent`],
          post_logout_redirect_uris: [`${origin}/`]
        }
      ]
    })
    browser = await launchChromium()
    context = await browser.newContext({ locale: 'en-US' })
    page = await context.newPage()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    site?.close()
  })

  const title = () => page.title()
  const call = (what: 'signinRedirect' | 'signoutRedirect') => page.evaluate(`void manager.${what}()`)

  async function signIn(): Promise<void> {
    await page.goto(`${origin}/`)
    await expect.poll(title).toBe('nobody')
    await call('signinRedirect')
    await page.locator('input[name="username"]').fill('alice')
    await page.locator('input[name="password"]').fill(PASSWORD)
    await page.locator('input[name="password"]').press('Enter')
    await page.waitForURL(`${origin}/**`)
    await expect.poll(title).toBe('signed in as alice-sub')
  }

  it('is left in peace while the person is signed in, and learns within seconds that they signed out elsewhere', async () => {
    await signIn()
    await new Promise((resolve) => setTimeout(resolve, 2_500))
    expect(await title()).toBe('signed in as alice-sub')

    const other = await context.newPage()
    await other.goto(`${server.address}/sign-out`)
    await other.locator('button[value="sign-out"]').click()
    await other.getByTestId('signed-out').waitFor()
    await other.close()
    await expect.poll(title, { timeout: 15_000 }).toBe('signed out elsewhere')
  }, 60_000)

  it('signs the person out by redirect, and comes back', async () => {
    await page.evaluate('manager.removeUser()')
    await signIn()
    await call('signoutRedirect')
    await page.waitForURL(`${origin}/**`)
    await expect.poll(title).toBe('nobody')
    expect(await server.store.signInSessions.find('sub', 'alice-sub')).toEqual([])
  }, 60_000)
})
