import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../support/browser/chromium'
import { signIn, visitPanel, type PanelVisit } from '../support/panel/panel-visit'
import { serveProduct, type ServedProduct } from '../support/served-product'

const PASSWORD = 'a-good-password'
const SECRET = 'secretOfTheTestsSecretOfTheTestsSecretOfTheTests12'

/** What the playground says of the last token request. */
const verdict = (page: Page) => page.getByTestId('step-exchange').getByTestId('playground-verdict')

describe('The playground on a fresh server', () => {
  let product: ServedProduct
  let browser: Browser
  let visit: PanelVisit
  beforeAll(async () => {
    ;[product, browser] = await Promise.all([serveProduct(), launchChromium()])
    visit = await visitPanel(browser, product.address)
    await signIn(visit)
  })
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })

  it('brings a verified ID token at the second click, and makes the client and the person that it needs', async () => {
    const { page } = visit
    await page.getByTestId('nav-playground').click()
    await page.getByTestId('start-code').click()
    await verdict(page).getByText('ID token verified.').waitFor()
    expect(await page.getByTestId('check-state').count()).toBe(1)
  })

  it('uses the tokens: claims, then a rotation that kills the old refresh token (RFC 9700 §4.14.2)', async () => {
    const { page } = visit
    await page.getByTestId('playground-use-userinfo').click()
    const entries = page.getByTestId('playground-use-entry')
    await entries.filter({ hasText: 'alice@example.com' }).waitFor()
    await page.getByTestId('playground-refresh').click()
    await page.getByTestId('playground-rotation').waitFor()
    await page.getByTestId('playground-replaced').click()
    await entries.filter({ hasText: 'Refused: invalid_grant.' }).waitFor()
  })

  it('tells how the server saw the exchange', async () => {
    const { page } = visit
    await page.getByTestId('step-exchange').getByTestId('tab-server').click()
    await page.getByTestId('servers-verdict').getByText('The server passed every rule.').waitFor()
  })

  it('complains of nothing', () => {
    expect(visit.complaints).toEqual([])
  })
})

describe('The playground with a person', () => {
  let product: ServedProduct
  let browser: Browser
  let visit: PanelVisit
  beforeAll(async () => {
    ;[product, browser] = await Promise.all([serveProduct({ profile: profile() }), launchChromium()])
    visit = await visitPanel(browser, product.address)
    await signIn(visit)
  })
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })

  function profile() {
    const anywhere = {
      redirect_uris: ['http://localhost/playground/callback'],
      application_type: 'native' as const
    }
    return {
      users: [{ username: 'carol', password: PASSWORD, roles: ['user'] }],
      clients: [
        {
          ...anywhere,
          client_id: 'shop',
          token_endpoint_auth_method: 'none' as const,
          grant_types: ['authorization_code' as const, 'refresh_token' as const]
        },
        {
          client_id: 'tv',
          token_endpoint_auth_method: 'none' as const,
          grant_types: ['urn:ietf:params:oauth:grant-type:device_code' as const]
        },
        { client_id: 'job', client_secret: SECRET, grant_types: ['client_credentials' as const] }
      ]
    }
  }

  /** Registers the landing place where the playground says that it is missing. */
  async function mend(page: Page): Promise<void> {
    const repair = page.getByTestId('repair-add_redirect_uri')
    const isReady = page.locator('[data-testid="playground-send"]:not([disabled])')
    await repair.or(isReady).first().waitFor()
    if (await repair.count()) await repair.click()
    await repair.waitFor({ state: 'detached' })
  }

  it('opens a window in which somebody signs in, sees the answer come back, and exchanges the code', async () => {
    const { page } = visit
    await visit.goTo('/playground?client=shop&flow=openid_code&scope=openid')
    await page.getByTestId('authorize-scope').waitFor()
    await mend(page)
    const [popup] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByTestId('playground-send').click()
    ])
    await popup.locator('input[name="username"]').fill('carol')
    await popup.locator('input[name="password"]').fill(PASSWORD)
    await popup.locator('input[name="password"]').press('Enter')
    const allow = popup.locator('button[name="decision"][value="allow"]')
    await allow
      .or(popup.locator('[data-testid^="landed-"]'))
      .first()
      .waitFor()
      .catch(() => undefined)
    if (!popup.isClosed() && (await allow.count())) await allow.click()
    await page.getByTestId('callback-verdict').getByText('Code received.').waitFor()
    await page.getByTestId('playground-send').click()
    await verdict(page).getByText('ID token verified.').waitFor()
  })

  it('shows a code, waits, and has tokens once somebody approved on another page (RFC 8628 §3.5)', async () => {
    const { page } = visit
    await visit.goTo('/playground?client=tv&flow=device')
    await page.locator('[data-testid="playground-send"]:not([disabled])').waitFor()
    await page.getByTestId('playground-send').click()
    await page.getByTestId('device-user-code').waitFor()
    const address = (await page.getByTestId('device-link').getAttribute('href'))!
    const other = await browser.newContext()
    const phone = await other.newPage()
    await phone.goto(address)
    await approve(phone)
    await verdict(page).getByText('Token issued.').waitFor({ timeout: 40_000 })
    await other.close()
  })

  /** Goes through whatever pages the server shows until the device is approved. */
  async function approve(phone: Page): Promise<void> {
    await phone.locator('button[type="submit"]').first().click()
    await phone.locator('input[name="username"]').fill('carol')
    await phone.locator('input[name="password"]').fill(PASSWORD)
    await phone.locator('input[name="password"]').press('Enter')
    await phone.locator('button[name="decision"][value="allow"]').click()
  }

  it('breaks a request on purpose, says how that must end, and compares', async () => {
    const { page } = visit
    await visit.goTo('/playground?client=shop&flow=openid_code&user=carol&scope=openid')
    await mend(page)
    await page.getByTestId('break-it-exchange').click()
    await page.getByTestId('action-verifier_wrong').click()
    await page.getByTestId('break-it-banner').getByText('400 invalid_grant').waitFor()
    await page.getByTestId('break-it-run').click()
    await page.getByTestId('playground-expectation').getByText('as expected').waitFor()
  })

  it('keeps a request in a collection, and runs the collection', async () => {
    const { page } = visit
    await visit.goTo('/playground?client=job&flow=oauth2_client_credentials')
    await page.locator('[data-testid="playground-send"]:not([disabled])').waitFor()
    await page.keyboard.press('s')
    await page.getByTestId('save-name').fill('A token for the job')
    await page.getByTestId('save-collection').fill('Smoke')
    await page.getByTestId('save-request').click()
    await page.getByTestId('save-dialog').waitFor({ state: 'detached' })
    await page.getByTestId('tab-saved').click()
    await page.getByTestId('collection-actions-Smoke').click()
    await page.getByTestId('action-run').click()
    await page.getByTestId('collection-totals').getByText('1 of 1 passed').waitFor()
    expect(await page.getByTestId('run-row').count()).toBe(1)
    await page.keyboard.press('Escape')
  })

  it('makes the clients of a collection that comes with the product, and all of it passes', async () => {
    const { page } = visit
    await page.getByTestId('collection-actions-samples').click()
    await page.getByTestId('action-run').click()
    await page.getByTestId('samples-make').click()
    await page.getByTestId('collection-totals').getByText('3 of 3 passed').waitFor()
    await page.keyboard.press('Escape')
  })

  it('complains of nothing', () => {
    expect(visit.complaints).toEqual([])
  })
})
