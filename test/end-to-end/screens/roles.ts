import type { Screens } from './screen'

export const screens: Screens = {
  roles: { place: '/roles' },
  scopes: { place: '/roles?tab=scopes' },
  claims: { place: '/roles?tab=claims' },
  'claims designer': {
    place: '/roles?tab=claims',
    act: (page) => page.getByTestId('new-claim').click()
  },
  preview: {
    place: '/roles?tab=preview',
    act: (page) => page.getByTestId('token-preview').waitFor()
  }
}
