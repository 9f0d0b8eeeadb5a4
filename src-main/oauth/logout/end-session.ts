import type { People, Store } from '../../ports'
import type { ClientsOf } from './clients-of'
import { frontChannelAddresses } from './front-channel'

/** Ends a session, whose clients are told with it; what is left for the browser to tell them are the addresses of the front channel. */
export type EndSession = (sessionId: string) => Promise<readonly string[]>

export function createEndSession({
  signInSessions,
  clientsOf,
  people,
  issuer
}: Pick<Store, 'signInSessions'> & {
  clientsOf: ClientsOf
  people: Pick<People, 'endSession'>
  issuer: () => string
}): EndSession {
  return async (sessionId) => {
    // Not through the people: the session of somebody who was blocked is ended, and its clients are told, too.
    const session = await signInSessions.get(sessionId)
    if (!session) return []
    const told = await clientsOf(session)
    await people.endSession(sessionId)
    return frontChannelAddresses(told, session, issuer())
  }
}
