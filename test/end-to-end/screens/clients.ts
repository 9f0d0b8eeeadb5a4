import type { Screens } from './screen'

export const screens: Screens = {
  clients: { place: '/clients' },
  'new client': { place: '/clients', act: (page) => page.getByTestId('new-client-button').click() },
  client: { place: '/clients/billing-job' },
  'client settings': { place: '/clients/billing-job', act: (page) => page.getByRole('tab').nth(1).click() },
  'client credentials': {
    place: '/clients/billing-job',
    act: (page) => page.getByRole('tab').nth(2).click()
  }
}
