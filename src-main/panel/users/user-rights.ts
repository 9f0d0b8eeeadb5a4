import { findByLogin, isLastAdministrator } from '../../accounts'
import { accessLevelOf, say, type User } from '../../model'
import type { NewestConfiguration, Store } from '../../ports'
import { accessOf, type Actor } from '../access/context'
import { refusal } from '../access/refusal'

export interface UserRights {
  /** The person of a user name, or of an e-mail address that nobody else has. Throws NOT_FOUND. */
  requireUser(name: string): Promise<User>
  /** Throws FORBIDDEN for a person whom whoever asks may not block or sign out: a moderator an administrator. */
  guardTarget(actor: Actor, user: User): void
}

/** Throws FORBIDDEN where, by the newest configuration, no administrator would be left who can sign in. */
export function requireAnotherAdministrator(newest: Pick<NewestConfiguration, 'find'>, user: User): void {
  if (isLastAdministrator(newest, user)) throw lastAdministrator(user)
}

export function lastAdministrator({ username }: User) {
  return refusal('FORBIDDEN', say('last_administrator', { username }))
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
    }
  }
}
