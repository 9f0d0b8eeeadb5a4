import type { Screens } from './screen'

export const screens: Screens = {
  flows: { place: '/flows' },
  'flows changed': {
    place: '/flows',
    act: (page) => page.getByTestId('method-client_secret_post').click()
  }
}
