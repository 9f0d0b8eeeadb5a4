import type { Screens } from './screen'

export const screens: Screens = {
  limits: { place: '/limits', act: (page) => page.getByTestId('use-tokens_per_client').waitFor() }
}
