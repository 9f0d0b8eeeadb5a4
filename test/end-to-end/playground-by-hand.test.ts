import { generateKeyPairSync } from 'node:crypto'
import type { Browser, Page, Response } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FLOW_NAMES, FLOWS, type ClientInput, type FlowName, type ProfileInput } from '../../src-main/model'
import { launchChromium } from '../support/browser/chromium'
import { signIn, visitPanel, type PanelVisit } from '../support/panel/panel-visit'
import { serveProduct, type ServedProduct } from '../support/served-product'

const PASSWORD = 'a-good-password'
const SECRET = 'secretOfTheTestsSecretOfTheTestsSecretOfTheTestsSecret12'
const METHODS = [
  'client_secret_basic',
  'client_secret_post',
  'client_secret_jwt',
  'private_key_jwt',
  'none'
] as const
type Method = (typeof METHODS)[number]

/** Grants that a client has to prove itself for (RFC 6749 §4.4, RFC 8693 §2.1, RFC 7523 §2.1). */
const CONFIDENTIAL: readonly FlowName[] = ['oauth2_client_credentials', 'token_exchange', 'jwt_bearer']
const ROWS = FLOW_NAMES.flatMap((flow) =>
  METHODS.filter((method) => method !== 'none' || !CONFIDENTIAL.includes(flow)).map(
    (method) => [flow, method] as const
  )
)
/** Flows that end where the browser comes back. */
const IN_BROWSER: readonly FlowName[] = ['oauth2_implicit', 'openid_implicit']

describe('The playground by hand', () => {
  let product: ServedProduct
  let browser: Browser
  let visit: PanelVisit
  let page: Page
  beforeAll(async () => {
    ;[product, browser] = await Promise.all([serveProduct({ profile: profile() }), launchChromium()])
    visit = await visitPanel(browser, product.address)
    page = visit.page
    await signIn(visit)
    await visit.goTo('/playground')
    await page.getByTestId('playground-client').waitFor()
  })
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })

  it.each(ROWS)('runs %s with %s', async (flow, method) => {
    await run(flow, method, await valuesFor(flow, method))
  })

  it.each(['openid_code', 'openid_implicit', 'openid_hybrid'] as const)(
    'runs %s with a person who signs in at another window',
    async (flow) => {
      await choose(flow, 'client_secret_basic', ' ask ')
      const [popup] = await Promise.all([page.waitForEvent('popup'), press()])
      await answer(popup)
      await page
        .getByTestId('callback-verdict')
        .getByText(/received\./)
        .waitFor()
      if (IN_BROWSER.includes(flow)) return
      await press()
      await verdict().getByText('ID token verified.').waitFor()
    }
  )

  it('sends a request as a page’s, and says whether its browser would let the page read the answer', async () => {
    await choose('oauth2_client_credentials', 'client_secret_basic', 'alice')
    await page.getByTestId('playground-channel').click()
    await page.getByTestId('option-page').click()
    await page.getByTestId('playground-origin').fill('https://app.example')
    await press()
    const asked =
      'A browser asks beforehand (OPTIONS), and then lets the page at https://app.example read this'
    await page.getByTestId('playground-cors').getByText(asked).waitFor()
    await page.getByTestId('playground-sent').filter({ hasText: 'CORS preflight' }).first().waitFor()
  })

  it('binds the tokens of a client without a person to a key where that is asked for (RFC 9449)', async () => {
    await choose('oauth2_client_credentials', 'client_secret_post', 'alice')
    await page.getByTestId('playground-dpop-switch').click()
    await press()
    await page.getByTestId('playground-body').getByText('"DPoP"').waitFor()
  })

  it('complains of nothing', () => {
    expect(visit.complaints).toEqual([])
  })

  const verdict = () => page.getByTestId('step-exchange').getByTestId('playground-verdict')

  /** Chooses, mends what is in the way, and goes on to the tokens. */
  async function run(flow: FlowName, method: Method, values: Record<string, string> = {}): Promise<void> {
    await choose(flow, method, 'alice')
    for (const [name, value] of Object.entries(values))
      await page.getByTestId(`playground-value-${name}`).fill(value)
    await press()
    if (IN_BROWSER.includes(flow)) {
      await page.getByTestId('callback-verdict').getByText('Tokens received.').waitFor()
      return
    }
    if (FLOWS[flow].responseTypes.length) {
      await page.getByTestId('callback-verdict').getByText('Code received.').waitFor()
      await press()
    }
    if (flow === 'device') {
      await page.getByTestId('device-approve').click()
      await page.getByTestId('device-approve').waitFor({ state: 'detached' })
    }
    await verdict().getByText('Token issued.').waitFor()
  }

  /** Takes flow, client and person in step 1, each where a person would. */
  async function choose(flow: FlowName, method: Method, person: string): Promise<void> {
    const scope = flow.startsWith('openid_') ? 'openid' : 'read'
    const isAsked = (response: Response) => {
      const asked = response.url().endsWith('/playground/prepare') ? response.request().postData() : null
      return [flow, method, scope].every((one) => asked?.includes(JSON.stringify(one)))
    }
    // At a second try nothing changes, so that nothing is built anew.
    const isBuilt = page.waitForResponse(isAsked, { timeout: 15_000 }).catch(() => undefined)
    const fold = page.getByTestId('fold-1')
    if ((await fold.getAttribute('aria-expanded')) === 'false') await fold.click()
    const flows = page.getByTestId('playground-flows')
    if ((await flows.getAttribute('aria-expanded')) === 'false') await flows.click()
    await page.getByTestId(`flow-${flow}`).click()
    await pick('playground-client', method)
    await page.getByTestId('playground-method').getByText(method, { exact: true }).waitFor()
    if (FLOWS[flow].responseTypes.length || flow === 'device') await pick('playground-person', person)
    await page.getByTestId('playground-scope').fill(scope)
    await isBuilt
  }

  /** Searches a drop-down and takes the one with this value. */
  async function pick(testId: string, value: string): Promise<void> {
    const field = page.getByTestId(testId)
    await field.click()
    await field.fill(value.trim() === 'ask' ? '' : value)
    await page.getByTestId(`option-${value}`).click()
  }

  /** Presses the button that goes on, once what is in its way is mended by the buttons that are offered for it. */
  async function press(): Promise<void> {
    const repairs = page.locator('[data-testid="playground-mismatches"] [data-testid^="repair-"]')
    const ready = page.locator('[data-testid="playground-send"]:not([disabled])')
    await repairs.or(ready).first().waitFor()
    while (await repairs.count()) {
      const name = (await repairs.first().getAttribute('data-testid')) ?? ''
      await page.getByTestId(name).click()
      await page.getByTestId(name).waitFor({ state: 'detached' })
    }
    await ready.click()
  }

  /** Signs in where somebody is asked to, and agrees where that is asked. */
  async function answer(popup: Page): Promise<void> {
    const closed = popup.waitForEvent('close')
    const username = popup.locator('input[name="username"]')
    const allow = popup.locator('button[name="decision"][value="allow"]')
    for (const step of [username, allow]) {
      const isThere = await Promise.race([step.waitFor().then(() => true), closed.then(() => false)])
      if (!isThere) return
      if (step === allow) await allow.click({ noWaitAfter: true })
      else if (await username.isVisible()) await signInAt(popup)
    }
    await closed
  }

  async function signInAt(popup: Page): Promise<void> {
    await popup.locator('input[name="username"]').fill('alice')
    await popup.locator('input[name="password"]').fill(PASSWORD)
    await popup.locator('input[name="password"]').press('Enter')
  }

  /** What a flow asks for besides; tokens are those of a code flow that was run by hand too. */
  async function valuesFor(flow: FlowName, method: Method): Promise<Record<string, string>> {
    if (flow === 'oauth2_password') return { username: 'alice', password: PASSWORD }
    if (flow === 'jwt_bearer') return { sub: 'alice' }
    if (flow !== 'oauth2_refresh_token' && flow !== 'token_exchange') return {}
    await run('oauth2_code', method)
    const body = (await page.getByTestId('playground-body').textContent()) ?? ''
    const { access_token = '', refresh_token = '' } = JSON.parse(body) as Record<string, string>
    return flow === 'token_exchange' ? { subject_token: access_token } : { refresh_token }
  }
})

/** A key that the playground does not have, so that it makes one when it is told to. */
function foreignKey() {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { ...publicKey.export({ format: 'jwk' }), kty: 'EC' as const, kid: 'elsewhere' }
}

function profile(): Omit<ProfileInput, 'version'> {
  const grants = [...new Set(Object.values(FLOWS).flatMap(({ grantTypes }) => grantTypes))]
  const clients = METHODS.map((method): ClientInput => {
    const isPublic = method === 'none'
    return {
      client_id: method,
      token_endpoint_auth_method: method,
      application_type: 'native',
      redirect_uris: ['http://localhost/playground/callback'],
      grant_types: grants.filter(
        (grant) => !isPublic || !/client_credentials|token-exchange|jwt-bearer/.test(grant)
      ),
      response_types: [...new Set(Object.values(FLOWS).flatMap(({ responseTypes }) => responseTypes))],
      scope: 'openid offline_access read',
      skip_consent: true,
      ...(method.startsWith('client_secret') && { client_secret: SECRET }),
      ...(method === 'private_key_jwt' && { jwks: { keys: [foreignKey()] } })
    }
  })
  return {
    scopes: [{ name: 'read' }],
    users: [{ username: 'alice', password: PASSWORD, roles: ['user'] }],
    clients
  }
}
