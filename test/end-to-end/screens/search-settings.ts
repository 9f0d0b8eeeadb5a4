import type { Page } from 'playwright-core'

/** Types into the search across the settings, and waits until only what fits is left. */
export async function searchSettings(page: Page, text: string): Promise<void> {
  const cards = await page.locator('main section').count()
  await page.getByTestId('settings-search').fill(text)
  await page.waitForFunction((before) => document.querySelectorAll('main section').length < before, cards)
}
