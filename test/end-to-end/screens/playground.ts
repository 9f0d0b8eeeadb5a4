import type { Page } from 'playwright-core'
import type { Screens } from './screen'

const isReady = (page: Page) => page.locator('[data-testid="playground-send"]:not([disabled])').waitFor()

export const screens: Screens = {
  playground: { place: '/playground?client=billing-job', act: isReady },
  'playground flows': {
    place: '/playground?client=billing-job',
    act: async (page) => {
      await isReady(page)
      const flows = page.getByTestId('playground-flows')
      if ((await flows.getAttribute('aria-expanded')) !== 'true') await flows.click()
      await page.getByTestId('flow-jwt_bearer').waitFor()
    }
  },
  'playground answered': {
    place: '/playground?client=reporting&flow=oauth2_client_credentials',
    act: async (page) => {
      await isReady(page)
      await page.getByTestId('playground-send').click()
      await page.getByTestId('playground-status').waitFor()
    }
  },
  'playground mismatch': {
    place: '/playground?client=web-spa&flow=oauth2_client_credentials',
    act: (page) => page.getByTestId('playground-mismatches').waitFor()
  },
  'playground code': {
    place: '/playground?client=web-spa&flow=openid_code&scope=openid',
    act: async (page) => {
      await page.getByTestId('authorize-scope').waitFor()
      await page.getByTestId('authorization-more').click()
      await page.getByTestId('authorization-par').waitFor()
    }
  },
  'playground device': {
    place: '/playground?client=web-spa&flow=device',
    act: (page) => page.getByTestId('playground-mismatches').waitFor()
  },
  'playground broken on purpose': {
    place: '/playground?client=reporting&flow=oauth2_client_credentials',
    act: async (page) => {
      await isReady(page)
      await page.getByTestId('break-it-exchange').click()
      await page.getByTestId('action-token_scope_unknown').click()
      await page.getByTestId('break-it-banner').waitFor()
    }
  },
  'playground saved': {
    place: '/playground?client=billing-job&flow=oauth2_client_credentials',
    act: async (page) => {
      await isReady(page)
      await page.getByTestId('tab-saved').click()
      await page.getByTestId('saved-collection').first().waitFor()
    }
  }
}
