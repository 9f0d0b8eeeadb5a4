import type { User } from '../../model'
import { StoreError, type NewestConfiguration, type Store } from '../../ports'
import { renameSessions, renaming } from './rename-user'

/**
 * Writes a person as `decide` has them, under another user name too. It sees the newest configuration and no other write comes between, on
 * any server; what it throws leaves everything as it is. Throws StoreError `missing`.
 */
export async function writeUser(
  store: Pick<Store, 'users' | 'panelSessions' | 'writeConfiguration'>,
  username: string,
  decide: (current: User, newest: NewestConfiguration) => User
): Promise<User> {
  const written: User[] = []
  await store.writeConfiguration((newest) => {
    const current = newest.get('users', username)
    if (!current) throw new StoreError('missing', `There is no user "${username}"`)
    const user = decide(current, newest)
    written[0] = user
    return user.username === username ? { users: [user] } : renaming(newest, username, user)
  })
  const [user] = written as [User]
  if (user.username !== username) await renameSessions(store, username, user)
  return user
}
