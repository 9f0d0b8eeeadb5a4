import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { DEFAULT_ADMINISTRATOR } from '../../../src-main/model'

export interface PanelVisit {
  readonly page: Page
  /** What the page complained about: errors, warnings, violations of its Content-Security-Policy. */
  readonly complaints: string[]
  /** Goes to a place of the panel, such as `/clients`, and waits until it has settled. */
  goTo(place: string): Promise<void>
  close(): Promise<void>
}

/** A person's browser, with cookies of its own, on the panel's sign-in page. */
export async function visitPanel(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {}
): Promise<PanelVisit> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 832 },
    permissions: ['clipboard-read', 'clipboard-write'],
    ...options
  })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(`${address}/panel/`)
  await page.getByTestId('username').waitFor()
  return {
    page,
    complaints,
    async goTo(place) {
      await page.goto(`${address}/panel/#${place}`)
      await page.locator('main').waitFor()
      await page.locator('.skeleton').first().waitFor({ state: 'detached' })
    },
    close: () => context.close()
  }
}

/** Signs in, as the documented administrator unless somebody else is named, and waits for the dashboard. */
export async function signIn(
  { page }: Pick<PanelVisit, 'page'>,
  { username, password }: { username: string; password: string } = DEFAULT_ADMINISTRATOR
): Promise<void> {
  await page.getByTestId('username').fill(username)
  await page.getByTestId('password').fill(password)
  await page.getByTestId('sign-in').click()
  await page.getByTestId('server-pill').waitFor()
}
