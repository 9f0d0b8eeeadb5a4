import type { Page } from 'playwright-core'
import type { Screens } from './screen'

/** Opens what refused a request that nobody may make. */
async function openRefusal(page: Page): Promise<void> {
  // Not by the page itself, which would complain of the refusal.
  await page.request.post(new URL('/oauth2/token', page.url()).href, {
    form: { grant_type: 'client_credentials', client_id: 'nobody', client_secret: 'wrong' }
  })
  await page.getByTestId('exchange-row').filter({ hasText: 'nobody' }).last().click()
  await page.getByTestId('story-verdict').waitFor()
}

/** Writes a note beside the refusal. */
async function writeNote(page: Page): Promise<void> {
  await openRefusal(page)
  await page.getByTestId('exchange-menu').click()
  await page.getByTestId('action-note').click()
  await page.getByTestId('note-text').fill('Reported by QA')
}

const openTab = (tab: string) => (page: Page) => page.getByTestId(`tab-${tab}`).click()

export const screens: Screens = {
  traffic: { place: '/traffic' },
  'traffic story': { place: '/traffic', act: openRefusal },
  'traffic note': { place: '/traffic', act: writeNote },
  'traffic columns': { place: '/traffic', act: (page) => page.getByTestId('traffic-columns').click() },
  'traffic without a match': { place: '/traffic?filter=client:nobody-at-all' },
  audit: { place: '/traffic', act: openTab('audit') },
  'mail outbox': { place: '/traffic', act: openTab('mail') },
  'app log': { place: '/traffic', act: openTab('log') }
}
