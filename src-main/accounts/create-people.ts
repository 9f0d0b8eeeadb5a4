import type { People, Store } from '../ports'
import { findByLogin } from './find-by-login'
import { awaitsVerification } from './mail/mail-address'
import type { SignInCheck } from './sign-in-check'
import type { SignInSessions } from './sign-in-sessions'

/** What the protocol asks about people, answered from the store. */
export function createPeople(dependencies: {
  store: Pick<Store, 'users' | 'settings'>
  check: SignInCheck
  sessions: SignInSessions
}): People {
  const { store, check, sessions } = dependencies
  return {
    async bySubject(sub) {
      const [user] = await store.users.find('sub', sub)
      return user?.blocked ? undefined : user
    },

    async byLogin(name) {
      const user = await findByLogin(store, name)
      return user?.blocked ? undefined : user
    },

    async authenticate(request) {
      const checked = await check.verify(request)
      if (checked.outcome !== 'ok') return checked
      if (awaitsVerification(checked.user, await store.settings.get()))
        return { outcome: 'step_missing', step: 'verify_email' }
      return checked
    },

    session: async (id) => (await sessions.find(id))?.session,
    noteClient: sessions.noteClient,
    endSession: sessions.end
  }
}
