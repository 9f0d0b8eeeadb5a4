import { loginNamesOf, type User } from './user'

/** The names that several people could sign in with, folded, and the user names of those people. */
export function sharedLoginNames(
  users: readonly Pick<User, 'username' | 'email'>[]
): ReadonlyMap<string, readonly string[]> {
  const holders = new Map<string, string[]>()
  const shared = new Map<string, string[]>()
  for (const user of users)
    for (const name of loginNamesOf(user)) {
      const known = holders.get(name)
      if (!known) holders.set(name, [user.username])
      else shared.set(name, known).get(name)?.push(user.username)
    }
  return shared
}
