import type { PanelSession, User } from '../../model'
import { StoreError, type Clock, type Random, type Store } from '../../ports'
import { digest } from '../digest'
import { sessionEnd } from './session-end'

/** Characters of a session's cookie and of its CSRF token: 256 bits each. */
const SECRET_CHARACTERS = 43
/** Seconds between two notes of when a session was last seen, so that reading the panel doesn't write all the time. */
const SEEN_INTERVAL = 60

export interface ResumedSession {
  readonly session: PanelSession
  /** As the person is now: roles and the block may have changed since the sign-in. */
  readonly user: User
}

export interface PanelSessions {
  /** Starts a session; `token` is the cookie's value, which only the browser keeps. */
  open(user: User, from: { ip: string; userAgent: string }): Promise<{ token: string; session: PanelSession }>
  /** The session of a cookie's value, while it lives and its person may use the panel; notes that it was used. */
  resume(token: string): Promise<ResumedSession | undefined>
  /** The same without a note of use, for what asks by itself again and again. */
  peek(token: string): Promise<ResumedSession | undefined>
  end(id: string): Promise<void>
  /** Ends a person's sessions, but the one with the id `except`; how many there were. */
  endAllOf(username: string, except?: string): Promise<number>
}

/** The sessions of the panel in a browser; the store holds digests of the cookies, never their values. */
export function createPanelSessions(dependencies: {
  store: Pick<Store, 'panelSessions' | 'users' | 'settings'>
  clock: Clock
  random: Random
}): PanelSessions {
  const { store, clock, random } = dependencies

  async function noteSeen(session: PanelSession): Promise<PanelSession> {
    const { lifetimes } = await store.settings.get()
    const now = clock.nowSeconds()
    if (now - session.lastSeenAt < Math.min(SEEN_INTERVAL, lifetimes.session_idle / 2)) return session
    const seen = { ...session, lastSeenAt: now }
    try {
      return await store.panelSessions.update(session.id, () => ({
        ...seen,
        exp: sessionEnd(seen, lifetimes)
      }))
    } catch (error) {
      // Ended meanwhile, or the data can't be written: reading the panel must go on, and a note of use is not worth an error.
      if (error instanceof StoreError) return session
      throw error
    }
  }

  async function peek(token: string): Promise<ResumedSession | undefined> {
    const session = await store.panelSessions.get(digest(token))
    if (!session) return undefined
    const { lifetimes } = await store.settings.get()
    // The settings may have become shorter since `exp` was written: a change acts at once.
    if (clock.nowSeconds() >= sessionEnd(session, lifetimes)) return undefined
    const user = await store.users.get(session.username)
    return user && !user.blocked ? { session, user } : undefined
  }

  return {
    async open(user, { ip, userAgent }) {
      const { lifetimes } = await store.settings.get()
      const token = random.alphanumeric(SECRET_CHARACTERS)
      const now = clock.nowSeconds()
      const started = {
        id: digest(token),
        username: user.username,
        csrfToken: random.alphanumeric(SECRET_CHARACTERS),
        userAgent: userAgent.slice(0, 300),
        ip,
        createdAt: now,
        lastSeenAt: now
      }
      const session = { ...started, exp: sessionEnd(started, lifetimes) }
      await store.panelSessions.insert(session)
      return { token, session }
    },

    async resume(token) {
      const found = await peek(token)
      return found && { ...found, session: await noteSeen(found.session) }
    },

    peek,

    async end(id) {
      await store.panelSessions.remove(id)
    },

    async endAllOf(username, except) {
      const sessions = await store.panelSessions.find('username', username)
      const ending = sessions.filter(({ id }) => id !== except)
      return store.panelSessions.removeEach(ending.map(({ id }) => id))
    }
  }
}
