import type { ListedSession, ListedSignIn } from '../../contract'
import type { PanelSession, SignInRecord, SignInSession } from '../../model'
import type { Clock, Store } from '../../ports'
import { createNamed } from './named'
import { createOpenSessions } from './open-sessions'

/** Sessions and sign-ins with the people and clients that they are of. */
export interface ListedSessions {
  ofSignIn(session: SignInSession): Promise<ListedSession>
  /** `current`: the id of the session that asks. */
  ofPanel(session: PanelSession, current: string | undefined): Promise<ListedSession>
  ofRecord(record: SignInRecord): Promise<ListedSignIn>
}

export function createListedSessions({
  store,
  clock
}: {
  store: Pick<Store, 'authorizations' | 'authorizationCodes' | 'tokens' | 'clients' | 'users' | 'settings'>
  clock: Clock
}): ListedSessions {
  const open = createOpenSessions({ store, clock })
  const named = createNamed(store)

  return {
    async ofSignIn(session) {
      const user = await named.bySubject(session.sub)
      const clients = await named.clients(session.client_ids)
      return { ...(await open.ofSignIn(session)), ...(user && { user }), clients, current: false }
    },

    async ofPanel(session, current) {
      const user = await named.byUsername(session.username)
      const isCurrent = session.id === current
      return { ...open.ofPanel(session), ...(user && { user }), clients: [], current: isCurrent }
    },

    async ofRecord({ id, sub, at, ip, userAgent, client_id }) {
      const user = await named.bySubject(sub)
      const client = client_id === undefined ? undefined : await named.client(client_id)
      return {
        ...{ id, at, ip, userAgent },
        ...(client && { client_id: client.client_id, client }),
        ...(user && { user })
      }
    }
  }
}
