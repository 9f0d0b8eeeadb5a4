import type { Page } from 'playwright-core'
import type { Screens } from './screen'
import { searchSettings } from './search-settings'

const tab = (id: string) => `/clients/billing-job?tab=${id}`
const choose = async (page: Page, kind: string) => {
  await page.getByTestId('new-client-button').click()
  await page.getByTestId('new-client').getByTestId(`kind-${kind}`).click()
}

export const screens: Screens = {
  clients: { place: '/clients' },
  'clients chosen': {
    place: '/clients?kind=service',
    act: async (page) => {
      await page.getByTestId('choose-row').first().check()
      await page.getByTestId('bulk-bar').waitFor()
    }
  },
  'clients none found': { place: '/clients?kind=device' },
  'new client': { place: '/clients', act: (page) => page.getByTestId('new-client-button').click() },
  'new client details': { place: '/clients', act: (page) => choose(page, 'web') },
  'new client tokens': {
    place: '/clients',
    act: async (page) => {
      await choose(page, 'service')
      await page.getByTestId('to-tokens').click()
    }
  },
  client: { place: '/clients/billing-job' },
  'client settings': { place: tab('settings') },
  'client settings found': {
    place: tab('settings'),
    act: (page) => searchSettings(page, 'logout')
  },
  'client credentials': { place: tab('credentials') },
  'client secret rotation': {
    place: tab('credentials'),
    act: (page) => page.getByTestId('rotate-secret').click()
  },
  'client tokens': { place: tab('tokens') },
  'client quickstart': { place: tab('quickstart') },
  'client sessions': { place: tab('sessions') },
  'client activity': { place: tab('activity') }
}
