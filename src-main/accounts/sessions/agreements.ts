import { parseScopeList, type Authorization, type SignInSession } from '../../model'
import type { Store } from '../../ports'

/** What people let clients have: ends it, with everything that was issued from it. */
export interface Agreements {
  /** What was granted in a session ends with it, unless it was granted for longer (OpenID Connect Core §11, `offline_access`). */
  endOfSession(session: Pick<SignInSession, 'id' | 'sid'>): Promise<void>
  /** Everything that the person granted; the number of clients that lost something. */
  endOfPerson(sub: string): Promise<number>
  /** What the person granted to one client. */
  endOfClient(sub: string, client_id: string): Promise<void>
}

export function createAgreements({
  authorizations,
  authorizationCodes,
  tokens
}: Pick<Store, 'authorizations' | 'authorizationCodes' | 'tokens'>): Agreements {
  async function end(agreed: readonly Authorization[]): Promise<void> {
    const ids = agreed.map(({ id }) => id)
    // The families first: from then on their tokens are dead, those that are just being issued included.
    await authorizations.removeEach(ids)
    await Promise.all([
      tokens.removeWhere('authorization_id', ids),
      authorizationCodes.removeWhere('authorization_id', ids)
    ])
  }

  return {
    async endOfSession({ id, sid }) {
      // A sign-in anew gives the session another id, but clients know it by the same sid.
      const [byId, bySid] = [
        await authorizations.find('session_id', id),
        await authorizations.find('sid', sid)
      ]
      const made = new Map([...byId, ...bySid].map((one) => [one.id, one]))
      await end([...made.values()].filter((one) => !isOffline(one)))
    },

    async endOfPerson(sub) {
      const all = await authorizations.find('sub', sub)
      await end(all)
      return new Set(all.map(({ client_id }) => client_id)).size
    },

    async endOfClient(sub, client_id) {
      const all = await authorizations.find('sub', sub)
      await end(all.filter((one) => one.client_id === client_id))
    }
  }
}

function isOffline({ scope }: Authorization): boolean {
  return parseScopeList(scope).includes('offline_access')
}
