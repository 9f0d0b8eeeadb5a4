import type { Screens } from './screen'

export const screens: Screens = {
  authorizations: {
    place: '/authorizations',
    act: (page) => page.getByTestId('authorizations-chart').waitFor()
  }
}
