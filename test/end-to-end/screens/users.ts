import type { Screens } from './screen'

/** The account that the product starts with. */
const ADMINISTRATOR = `/users/${encodeURIComponent('admin@example.com')}`

export const screens: Screens = {
  users: { place: '/users' },
  'users chosen': { place: '/users', act: (page) => page.getByTestId('choose-row').first().check() },
  'users none found': {
    place: '/users?role=nothing',
    act: (page) => page.getByTestId('show-all').waitFor()
  },
  'new user': { place: '/users?new=1', act: (page) => page.getByTestId('user-username').waitFor() },
  user: { place: ADMINISTRATOR, act: (page) => page.getByTestId('profile-username').waitFor() },
  'user roles': {
    place: `${ADMINISTRATOR}?tab=roles`,
    act: (page) => page.getByTestId('edit-roles').click()
  },
  'user sessions': {
    place: `${ADMINISTRATOR}?tab=sessions`,
    act: (page) => page.getByTestId('user-session').first().waitFor()
  },
  'user clients': { place: `${ADMINISTRATOR}?tab=clients` },
  'user activity': {
    place: `${ADMINISTRATOR}?tab=activity`,
    act: (page) => page.getByTestId('user-sign-in').first().waitFor()
  }
}
