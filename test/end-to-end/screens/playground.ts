import type { Screens } from './screen'

export const screens: Screens = {
  playground: { place: '/playground?client=billing-job' },
  'playground answered': {
    place: '/playground?client=reporting',
    act: async (page) => {
      await page.getByTestId('playground-send').click()
      await page.getByTestId('playground-status').waitFor()
    }
  },
  'playground mismatch': {
    place: '/playground?client=web-spa',
    act: (page) => page.getByTestId('playground-mismatches').waitFor()
  }
}
