import type { Screens } from './screen'

export const screens: Screens = {
  dashboard: { place: '/' },
  'password dialog': { place: '/', act: (page) => page.getByTestId('repair-password').click() }
}
