import { execFileSync } from 'node:child_process'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../support/browser/chromium'
import { signIn, visitPanel, type PanelVisit } from '../support/panel/panel-visit'
import { serveProduct, type ServedProduct } from '../support/served-product'

/** The example that the documentation of the original product works through, by hand in the panel and by curl. */
describe('The worked example: from a fresh data folder to a token and back', () => {
  let product: ServedProduct
  let browser: Browser
  let visit: PanelVisit
  const flow = () => visit.page.getByTestId('flow-oauth2_client_credentials')
  const basic = () => visit.page.getByTestId('method-client_secret_basic')

  beforeAll(async () => {
    ;[product, browser] = await Promise.all([serveProduct(), launchChromium()])
    visit = await visitPanel(browser, product.address)
    await signIn(visit)
  })
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })

  /** Sets the two switches of the example and saves; the bar is there only when something differs. */
  async function switchAndSave(on: boolean): Promise<void> {
    await visit.goTo('/flows')
    for (const toggle of [flow(), basic()]) {
      await toggle.waitFor()
      if ((await toggle.getAttribute('aria-checked')) !== String(on)) await toggle.click()
    }
    await visit.page.getByTestId('save').click()
    await visit.page.getByTestId('save-bar').waitFor({ state: 'detached' })
  }

  async function discovery(): Promise<{
    grant_types_supported?: string[]
    token_endpoint_auth_methods_supported?: string[]
  }> {
    const response = await fetch(`${product.address}/.well-known/openid-configuration`)
    return (await response.json()) as Awaited<ReturnType<typeof discovery>>
  }

  /** Runs a copied command in a shell, exactly as it was copied; it prints the head of the answer and its body. */
  function runInShell(command: string): { status: string; body: Record<string, unknown> } {
    const printed = execFileSync('sh', ['-c', command], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore']
    })
    const [head = '', body = ''] = printed.split('\r\n\r\n')
    return { status: head.split(' ')[1]!, body: JSON.parse(body) as Record<string, unknown> }
  }

  it('switches client credentials and client secret basic on under Flows & authentication, and discovery lists them', async () => {
    await switchAndSave(false)
    expect((await discovery()).grant_types_supported ?? []).not.toContain('client_credentials')
    await switchAndSave(true)
    expect(await discovery()).toMatchObject({
      grant_types_supported: expect.arrayContaining(['client_credentials']),
      token_endpoint_auth_methods_supported: expect.arrayContaining(['client_secret_basic'])
    })
  })

  it('registers a client, shows its id and secret, and lists it', async () => {
    const { page } = visit
    await visit.goTo('/clients')
    await page.getByTestId('new-client-button').click()
    await page.getByTestId('new-client').getByTestId('kind-service').click()
    await page.getByTestId('client-name').fill('Worked example')
    await page.getByTestId('create-client').click()
    expect(await page.getByTestId('made-client-id').textContent()).toMatch(/^id-[A-Za-z0-9]{47}/)
    // What proves the client is shown when it is asked for, and not before.
    const command = page.getByTestId('made-curl')
    expect(await command.textContent()).toMatch(/Authorization: Basic •+'/)
    await command.getByTestId('command-secrets').click()
    expect(await command.textContent()).toMatch(/Authorization: Basic [A-Za-z0-9+/]{100,}=*'/)
    await page.keyboard.press('Escape')
    expect(await page.getByTestId('client-row').allTextContents()).toEqual([
      expect.stringContaining('Worked example')
    ])
  })

  it('gets a token of 255 characters in the playground, and the curl that it shows gets another', async () => {
    const { page } = visit
    await visit.goTo('/playground')
    await page.getByTestId('playground-send').click()
    await page.getByTestId('playground-status').getByText('200').waitFor()
    const body = JSON.parse(
      (await page.getByTestId('raw-response').or(page.getByTestId('playground-body')).first().textContent())!
    )
    expect(body).toEqual({
      access_token: expect.stringMatching(/^[A-Za-z0-9]{255}$/),
      token_type: 'Bearer',
      expires_in: 3600
    })

    const again = runInShell(await copiedCurl())
    expect(again).toEqual({
      status: '200',
      body: { ...body, access_token: expect.stringMatching(/^[A-Za-z0-9]{255}$/) }
    })
    expect(again.body.access_token).not.toBe(body.access_token)
  })

  async function copiedCurl(): Promise<string> {
    await visit.page.getByTestId('playground-copy-curl').click()
    return visit.page.evaluate(() => navigator.clipboard.readText())
  }

  it('refuses the same request at once when the flow is switched off, and discovery no longer lists it', async () => {
    const { page } = visit
    const command = await copiedCurl()
    await visit.goTo('/flows')
    await flow().click()
    await page.getByTestId('save').click()
    await page.getByTestId('save-bar').waitFor({ state: 'detached' })

    expect(runInShell(command)).toEqual({
      status: '400',
      body: expect.objectContaining({ error: 'unsupported_grant_type' })
    })
    expect((await discovery()).grant_types_supported ?? []).not.toContain('client_credentials')

    await visit.goTo('/playground')
    await page.getByTestId('mismatch-flow_off').waitFor()
    await page.getByTestId('playground-send').click()
    await page.getByTestId('playground-status').getByText('400').waitFor()
    expect(await page.getByTestId('playground-verdict').textContent()).toContain('unsupported_grant_type')
  })

  it('mends the refusal with the one button that the playground offers', async () => {
    const { page } = visit
    await page.getByTestId('repair-switch_flow_on').click()
    await page.getByTestId('mismatch-flow_off').waitFor({ state: 'detached' })
    await page.getByTestId('playground-send').click()
    await page.getByTestId('playground-status').getByText('200').waitFor()
  })

  it('shows on the dashboard what happened, and what happens while one looks', async () => {
    const { page } = visit
    await visit.goTo('/')
    const rows = page.getByTestId('exchange')
    await rows.first().waitFor()
    const before = await rows.count()
    await fetch(`${product.address}/oauth2/token`, { method: 'POST' })
    await rows.nth(before).waitFor()
    expect(await rows.first().textContent()).toContain('400 invalid_request')
    expect(await page.getByText('Connection lost').count()).toBe(0)
  })

  it('got through all of it without an error, a warning or a violation of its Content-Security-Policy', () => {
    expect(visit.complaints).toEqual([])
  })
})
