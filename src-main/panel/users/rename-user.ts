import type { User } from '../../model'
import { StoreError, type Random, type Store } from '../../ports'

/**
 * Gives a person another user name. Their subject stays, so clients still know them (OpenID Connect Core §2); their clients go along,
 * and what they have open in the panel stays open.
 */
export async function renameUser(
  { store, random }: { store: Store; random: Random },
  { username: former }: User,
  wanted: User
): Promise<User> {
  const user = { ...wanted, sub: wanted.sub ?? random.uuid() }
  const clients = await store.clients.find('owner', former)
  await store.writeConfiguration({
    users: [user],
    clients: clients.map((client) => ({ ...client, owner: user.username })),
    removed: { users: [former] }
  })
  const sessions = await store.panelSessions.find('username', former)
  await Promise.all(sessions.map(({ id }) => renameSession(store, id, user.username)))
  return user
}

async function renameSession({ panelSessions }: Store, id: string, username: string): Promise<void> {
  try {
    await panelSessions.update(id, (current) => ({ ...current, username }))
  } catch (error) {
    // It ended meanwhile: there is nothing left to rename.
    if (!(error instanceof StoreError && error.code === 'missing')) throw error
  }
}
