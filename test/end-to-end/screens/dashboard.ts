import type { Screens } from './screen'

export const screens: Screens = {
  dashboard: { place: '/' },
  'dashboard by days': { place: '/', act: (page) => page.getByTestId('chart-30').click() },
  'password dialog': { place: '/', act: (page) => page.getByTestId('repair-password').click() }
}
