import type { Screens } from './screen'

export const screens: Screens = {
  sessions: { place: '/sessions' },
  'panel sessions': { place: '/sessions?tab=panel' },
  'latest sign-ins': { place: '/sessions?tab=signIns' }
}
