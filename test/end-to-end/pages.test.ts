import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../support/browser/chromium'
import { startServer, type TestServer } from '../support/start-server'

const PASSWORD = 'a long password'
const HOME = '/home'

/** The site of a client: its redirect URI sends the browser on to another page, as real ones do. */
async function startClientSite(): Promise<{ site: Server; address: string; seen: string[] }> {
  const seen: string[] = []
  const site = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`)
    if (request.url?.startsWith('/cb'))
      return response.writeHead(303, { Location: `http://127.0.0.1:${portOf(site)}${HOME}` }).end()
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<title>Home</title>')
  })
  await new Promise<void>((resolve) => site.listen(0, resolve))
  return { site, seen, address: `http://localhost:${portOf(site)}` }
}

const portOf = (server: Server) => (server.address() as AddressInfo).port

describe.each([true, false])('in a browser whose scripts are on: %s', (javaScriptEnabled) => {
  let server: TestServer
  let browser: Browser
  let page: Page
  let client: Awaited<ReturnType<typeof startClientSite>>
  const complaints: string[] = []

  beforeAll(async () => {
    client = await startClientSite()
    server = await startServer({
      users: [{ username: 'alice', name: 'Alice', password: PASSWORD }],
      clients: [
        {
          client_id: 'app',
          client_secret: 'x'.repeat(50),
          client_name: 'Little Web Shop',
          redirect_uris: [`${client.address}/cb`],
          post_logout_redirect_uris: [`${client.address}${HOME}`],
          frontchannel_logout_uri: `${client.address}/logged-out`
        }
      ]
    })
    browser = await launchChromium()
    page = await (await browser.newContext({ javaScriptEnabled, locale: 'en-US' })).newPage()
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('favicon')) complaints.push(message.text())
    })
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    client?.site.close()
  })

  const authorize = (more: Record<string, string> = {}) =>
    page.goto(
      `${server.address}/oauth2/authorize?${new URLSearchParams({
        client_id: 'app',
        response_type: 'code',
        redirect_uri: `${client.address}/cb`,
        scope: 'openid profile',
        ...more
      }).toString()}`
    )

  it('signs in, allows, and is at the client, wherever that sends it', async () => {
    await authorize()
    await page.getByTestId('username').fill('alice')
    await page.getByTestId('password').fill(PASSWORD)
    await page.getByTestId('sign-in').click()
    await page.getByTestId('allow').click()
    await page.waitForURL(`**${HOME}`)
    expect(client.seen.some((line) => line.startsWith('GET /cb?code='))).toBe(true)
  })

  it('gets back by form_post, by itself or by the button', async () => {
    await authorize({ response_mode: 'form_post' })
    if (!javaScriptEnabled) await page.getByTestId('go-on').click()
    await page.waitForURL(`**${HOME}`)
    expect(client.seen).toContain('POST /cb')
  })

  it('signs out: asked first, the client told in an iframe, then on to the client', async () => {
    const back = new URLSearchParams({
      client_id: 'app',
      post_logout_redirect_uri: `${client.address}${HOME}`
    })
    await page.goto(`${server.address}/oauth2/logout?${back.toString()}`)
    await page.getByTestId('sign-out').click()
    await page.waitForURL(`${client.address}${HOME}*`)
    expect(client.seen.some((line) => line.startsWith('GET /logged-out'))).toBe(true)
  })

  it('complained of nothing: no violation of the Content-Security-Policy', () => {
    expect(complaints).toEqual([])
  })
})
