import { foldName, type User } from '../../model'
import type { Store } from '../../ports'

/** The person whom a name means: a user name stands before an equal e-mail address; one that several have means nobody. */
export async function findByLogin(store: Pick<Store, 'users'>, name: string): Promise<User | undefined> {
  const folded = foldName(name)
  const candidates = await store.users.find('login', folded)
  const byUsername = candidates.filter((user) => foldName(user.username) === folded)
  const meant = byUsername.length > 0 ? byUsername : candidates
  return meant.length === 1 ? meant[0] : undefined
}
