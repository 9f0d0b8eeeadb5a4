import type { User } from '../../model'
import type { Agreements } from './agreements'
import type { PanelSessions } from './panel-sessions'
import type { SignInSessions } from './sign-in-sessions'

/** What ended with a person's rights. */
export interface Ended {
  readonly sessions: number
  /** Clients that lost their tokens. */
  readonly authorizedClients: number
}

/**
 * Ends what a person has open: sessions of the panel but `keepPanelSession`, sign-ins, and everything that clients got, what was granted
 * for longer than a session included (RFC 9700 §4.14: a change of the password revokes refresh tokens).
 */
export type EndEverything = (
  user: Pick<User, 'username' | 'sub'>,
  keepPanelSession?: string
) => Promise<Ended>

export function createEndEverything(dependencies: {
  panelSessions: PanelSessions
  signInSessions: SignInSessions
  agreements: Agreements
}): EndEverything {
  const { panelSessions, signInSessions, agreements } = dependencies

  return async ({ username, sub }, keepPanelSession) => {
    const [ofPanel, sessions, authorizedClients] = await Promise.all([
      panelSessions.endAllOf(username, keepPanelSession),
      sub === undefined ? 0 : signInSessions.endAllOf(sub),
      sub === undefined ? 0 : agreements.endOfPerson(sub)
    ])
    return { sessions: ofPanel + sessions, authorizedClients }
  }
}
