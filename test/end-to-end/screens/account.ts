import type { Screens } from './screen'

export const screens: Screens = {
  account: { place: '/account' },
  'account sessions': { place: '/account?tab=sessions' },
  'account consents': { place: '/account?tab=consents' },
  'account security': { place: '/account?tab=security' }
}
