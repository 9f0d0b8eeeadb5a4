import type { Client, SignInSession } from '../../model'
import type { People, Store } from '../../ports'
import type { BackChannel } from './back-channel'
import { frontChannelAddresses } from './front-channel'

/** Ends a session and tells its clients; what is left for the browser to tell them are the addresses of the front channel. */
export type EndSession = (sessionId: string) => Promise<readonly string[]>

export function createEndSession({
  signInSessions,
  clients,
  people,
  backChannel,
  issuer
}: Pick<Store, 'signInSessions' | 'clients'> & {
  people: Pick<People, 'endSession'>
  backChannel: BackChannel
  issuer: () => string
}): EndSession {
  async function clientsOf({ client_ids }: SignInSession): Promise<readonly Client[]> {
    const found: Client[] = []
    for (const client_id of client_ids) {
      const client = await clients.get(client_id)
      if (client) found.push(client)
    }
    return found
  }

  return async (sessionId) => {
    // Not through the people: the session of somebody who was blocked is ended, and its clients are told, too.
    const session = await signInSessions.get(sessionId)
    if (!session) return []
    const told = await clientsOf(session)
    await people.endSession(sessionId)
    await backChannel.tell(session, told)
    return frontChannelAddresses(told, session, issuer())
  }
}
