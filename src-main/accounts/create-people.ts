import type { User } from '../model'
import { withAwaited, type People, type Random, type Store } from '../ports'
import { findByLogin } from './sign-in/find-by-login'
import { awaitsVerification } from './mail/mail-address'
import type { SignInCheck } from './sign-in/sign-in-check'
import type { SignInSessions } from './sessions/sign-in-sessions'
import { subjectOf } from './subject-of'

/** What the protocol asks about people, answered from the store. */
export function createPeople(dependencies: {
  store: Pick<Store, 'users' | 'settings'>
  check: SignInCheck
  sessions: SignInSessions
  random: Random
}): People {
  const { store, check, sessions } = dependencies

  /** The protocol knows people by their subject, which a record that came by hand may lack. */
  async function withSubject(user: User): Promise<User> {
    return { ...user, sub: await subjectOf(user, dependencies) }
  }

  return {
    bySubject: (sub) =>
      withAwaited(store.users.find('sub', sub), ([user]) => (user?.blocked ? undefined : user)),

    async byLogin(name) {
      const user = await findByLogin(store, name)
      return user && !user.blocked ? withSubject(user) : undefined
    },

    async authenticate(request) {
      const checked = await check.verify(request)
      if (checked.outcome !== 'ok') return checked
      if (awaitsVerification(checked.user, await store.settings.get()))
        return { outcome: 'step_missing', step: 'verify_email' }
      return { outcome: 'ok', user: await withSubject(checked.user) }
    },

    session: async (id) => (await sessions.find(id))?.session,
    noteClient: sessions.noteClient,
    endSession: async (id) => void (await sessions.end(id))
  }
}
