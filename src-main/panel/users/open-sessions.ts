import type { ListedSession } from '../../contract'
import type { User } from '../../model'
import type { Store } from '../../ports'
import type { createListedSessions } from '../sessions'

interface SessionSources {
  readonly store: Pick<Store, 'panelSessions' | 'signInSessions'>
  readonly listed: Pick<ReturnType<typeof createListedSessions>, 'ofSignIn' | 'ofPanel'>
}

/** What a person has open, the one used last first: sessions of the panel, and sign-ins with what clients hold of them. */
export async function openSessionsOf(
  { store, listed }: SessionSources,
  { username, sub }: Pick<User, 'username' | 'sub'>,
  current?: string
): Promise<ListedSession[]> {
  const ofPanel = await store.panelSessions.find('username', username)
  const signIns = sub === undefined ? [] : await store.signInSessions.find('sub', sub)
  const shown = await Promise.all([
    ...ofPanel.map((session) => listed.ofPanel(session, current)),
    ...signIns.map((session) => listed.ofSignIn(session))
  ])
  return shown.sort((one, other) => other.lastSeenAt - one.lastSeenAt)
}
