import type { User } from '../../model'
import { unlessMissing, type ConfigurationChange, type NewestConfiguration, type Store } from '../../ports'

/** What a person's other user name changes: their clients go along. Their subject stays, so clients still know them (OpenID Connect Core §2). */
export function renaming(
  newest: Pick<NewestConfiguration, 'find'>,
  former: string,
  user: User
): ConfigurationChange {
  const clients = newest.find('clients', 'owner', former)
  return {
    users: [user],
    clients: clients.map((client) => ({ ...client, owner: user.username })),
    removed: { users: [former] }
  }
}

/** Keeps open what somebody who was renamed has open in the panel. */
export async function renameSessions(
  store: Pick<Store, 'users' | 'panelSessions'>,
  former: string,
  { username, sub }: User
): Promise<void> {
  const sessions = await store.panelSessions.find('username', former)
  await Promise.all(sessions.map(({ id }) => renameSession(store, id, username)))
  // Another renaming since may have looked for these sessions before they had this name.
  if (sub === undefined || (await store.users.get(username))) return
  const [standing, ...others] = await store.users.find('sub', sub)
  if (standing && others.length === 0) await renameSessions(store, username, standing)
}

async function renameSession(
  { panelSessions }: Pick<Store, 'panelSessions'>,
  id: string,
  username: string
): Promise<void> {
  // It ended meanwhile: there is nothing left to rename.
  await panelSessions.update(id, (current) => ({ ...current, username })).catch(unlessMissing)
}
