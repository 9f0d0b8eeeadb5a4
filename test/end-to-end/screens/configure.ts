import type { Screens } from './screen'
import { searchSettings } from './search-settings'

export const screens: Screens = {
  server: { place: '/server' },
  'server examined': {
    place: '/server',
    act: async (page) => {
      await page.getByTestId('examine').click()
      await page.getByTestId('findings').waitFor()
    }
  },
  keys: { place: '/keys' },
  'key import': { place: '/keys', act: (page) => page.getByTestId('key-import').click() },
  'keys renewal': { place: '/keys', act: (page) => page.getByTestId('key-renew').click() },
  'sign-in pages': {
    place: '/sign-in-pages',
    act: (page) => page.getByTestId('page-frame').waitFor()
  },
  'sign-in pages on a phone': {
    place: '/sign-in-pages',
    act: async (page) => {
      await page.getByTestId('choice-phone').click()
      await page.getByTestId('choice-light').click()
      await page.getByTestId('server-name').fill('Bear & Honey')
      await page.getByText('· Bear & Honey').first().waitFor()
    }
  },
  mail: { place: '/mail' },
  'mail with SMTP': { place: '/mail', act: (page) => page.getByTestId('smtp-on').click() },
  'settings found': { place: '/flows', act: (page) => searchSettings(page, 'token') }
}
