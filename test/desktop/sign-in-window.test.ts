import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientThrough } from '../support/desktop/desktop-client'
import { launchDesktop, makeFolder, removeFolders, type Desktop } from '../support/desktop/launch-desktop'

let desktop: Desktop
let client: Awaited<ReturnType<typeof clientThrough>>

beforeAll(async () => {
  desktop = await launchDesktop({ folder: makeFolder(), isFirstRun: true, options: ['--port', '0'] })
  client = await clientThrough(desktop.window)
  const { port } = await client.desktop.begin({ how: 'samples' })
  const { issuer } = await client.server.state()
  await client.clients.update({
    params: { client_id: 'sample-spa' },
    body: { redirect_uris: [`${issuer}/playground/callback`, `http://localhost:${port}/playground/callback`] }
  })
})
afterAll(async () => {
  await desktop?.quit()
  removeFolders()
})

/** Opens the window in which somebody signs in, as the playground's page does. */
async function openSignIn(name: string, url: string): Promise<Page> {
  await desktop.window.evaluate(
    ([frame, address]) => void window.open(address, frame, 'popup,width=520,height=760'),
    [name, url] as const
  )
  // The page's own pop-up is refused, and may be there for a moment beside the window that is opened in its place.
  const pages = () => desktop.app.windows().filter((page) => page.url().includes('/sign-in'))
  await expect.poll(windowsSigningIn).toBe(1)
  await expect.poll(() => pages().length).toBe(1)
  return pages()[0]!
}

const windowsSigningIn = () =>
  desktop.app.evaluate(({ BrowserWindow }) => {
    const addresses = BrowserWindow.getAllWindows().map(({ webContents }) => webContents.getURL())
    return addresses.filter((address) => address.includes('/sign-in')).length
  })

const authorize = () =>
  client.playground.authorize({
    draft: { flow: 'openid_code', client_id: 'sample-spa', scope: 'openid' }
  })

async function signIn(page: Page): Promise<void> {
  await page.locator('input[name="username"]').fill('alice')
  await page.locator('input[name="password"]').fill('correct-horse-battery')
  await page.locator('input[name="password"]').press('Enter')
}

describe('the window for a sign-in', () => {
  it('closes itself when the answer has landed, which the panel then shows', async () => {
    const run = await authorize()
    const page = await openSignIn('playground-clean', run.opens ?? run.authorization?.url ?? '')
    const closed = new Promise((resolve) => page.once('close', resolve))
    await signIn(page)
    await page.getByTestId('allow').click()
    await closed
    await expect.poll(async () => (await client.playground.run({ id: run.id })).status).toBe('returned')
    expect(desktop.window.isClosed()).toBe(false)
  })
})
