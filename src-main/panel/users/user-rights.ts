import { findByLogin } from '../../accounts'
import { accessLevelOf, say, type User } from '../../model'
import type { Store } from '../../ports'
import { accessOf, type Actor } from '../access/context'
import { refusal } from '../access/refusal'

export interface UserRights {
  /** The person of a user name, or of an e-mail address that nobody else has. Throws NOT_FOUND. */
  requireUser(name: string): Promise<User>
  /** Throws FORBIDDEN for a person whom whoever asks may not block or sign out: a moderator an administrator. */
  guardTarget(actor: Actor, user: User): void
  /** Throws FORBIDDEN where the server would have no administrator left who can sign in. */
  requireAnotherAdministrator(user: User): Promise<void>
}

/** Whether it is the account of whoever asks. */
export function isOneself(actor: Actor, { username }: Pick<User, 'username'>): boolean {
  return actor.kind === 'user' && actor.user.username === username
}

/** Who may do what with whom. */
export function createUserRights({ store }: { store: Pick<Store, 'users'> }): UserRights {
  return {
    async requireUser(name) {
      const user = (await store.users.get(name)) ?? (await findByLogin(store, name))
      if (!user) throw refusal('NOT_FOUND', say('no_such_user_named', { username: JSON.stringify(name) }))
      return user
    },

    guardTarget(actor, user) {
      if (accessOf(actor) === 'administrator' || accessLevelOf(user.roles) !== 'administrator') return
      throw refusal('FORBIDDEN', say('administrator_target', { username: user.username }))
    },

    async requireAnotherAdministrator(user) {
      if (accessLevelOf(user.roles) !== 'administrator') return
      const all = await store.users.find('access', 'administrator')
      if (all.some(({ username, blocked }) => username !== user.username && !blocked)) return
      throw refusal('FORBIDDEN', say('last_administrator', { username: user.username }))
    }
  }
}
