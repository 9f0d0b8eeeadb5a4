import { namesOf, type Proof, type SignInSession, type User } from '../../model'
import { StoreError, unlessMissing, type Clock, type Random, type Store, type TellClients } from '../../ports'
import type { Agreements } from './agreements'
import { digest } from '../digest'
import type { Visitor } from '../front-door'
import { sessionEnd } from './session-end'
import { USER_AGENT_CHARACTERS } from '../sign-in/sign-in-records'
import { subjectOf } from '../subject-of'

/** Characters of a session's cookie: 256 bits. */
const SECRET_CHARACTERS = 43
/** Seconds between two notes of when a session was last seen, so that a redirect doesn't write each time. */
const SEEN_INTERVAL = 60

export interface ResumedSignIn {
  readonly session: SignInSession
  /** As the person is now. */
  readonly user: User
}

/** The sessions of people at the authorization endpoint, apart from the panel's; the store holds digests of the cookies alone. */
export interface SignInSessions {
  /**
   * Starts a session with a new cookie. The visitor's former one ends; where it was of the same person, the new one takes over its
   * `sid` and its clients, so that a sign-out still reaches them after `prompt=login`.
   */
  open(user: User, visitor: Visitor, proof: Proof): Promise<{ token: string; session: SignInSession }>
  /** The session of a cookie's value, while it lives and its person may sign in; notes that it was used. */
  resume(token: string): Promise<ResumedSignIn | undefined>
  /** The same by id, without a note of use. */
  find(id: string): Promise<ResumedSignIn | undefined>
  noteClient(id: string, client_id: string): Promise<void>
  /** Ends a session with what was granted in it, and tells its clients. False: it was over already. */
  end(id: string): Promise<boolean>
  /** Ends every session of a person; how many there were. */
  endAllOf(sub: string): Promise<number>
}

export function createSignInSessions(dependencies: {
  store: Pick<Store, 'signInSessions' | 'users' | 'settings'>
  agreements: Agreements
  tellClients: TellClients
  clock: Clock
  random: Random
}): SignInSessions {
  const { store, agreements, tellClients, clock, random } = dependencies

  async function living(id: string): Promise<SignInSession | undefined> {
    const session = await store.signInSessions.get(id)
    if (!session) return undefined
    // The settings may have become shorter since `exp` was written: a change acts at once.
    const isOver = clock.nowSeconds() >= sessionEnd(session, (await store.settings.get()).lifetimes)
    return isOver ? undefined : session
  }

  async function find(id: string): Promise<ResumedSignIn | undefined> {
    const session = await living(id)
    if (!session) return undefined
    const [user] = await store.users.find('sub', session.sub)
    return user && !user.blocked ? { session, user } : undefined
  }

  async function update(id: string, change: (current: SignInSession) => SignInSession): Promise<void> {
    // It ended meanwhile: there is nothing left to note.
    await store.signInSessions.update(id, change).catch(unlessMissing)
  }

  async function noteSeen(session: SignInSession): Promise<SignInSession> {
    const { lifetimes } = await store.settings.get()
    const lastSeenAt = clock.nowSeconds()
    if (lastSeenAt - session.lastSeenAt < Math.min(SEEN_INTERVAL, lifetimes.session_idle / 2)) return session
    const noted = (current: SignInSession): SignInSession => {
      const seen = { ...current, lastSeenAt }
      return { ...seen, exp: sessionEnd(seen, lifetimes) }
    }
    try {
      await update(session.id, noted)
    } catch (error) {
      // The data can't be written: a note of use is not worth an error.
      if (!(error instanceof StoreError)) throw error
    }
    return noted(session)
  }

  async function end(id: string): Promise<boolean> {
    const session = await store.signInSessions.get(id)
    // Of two that end it at once only one tells the clients.
    if (!session || !(await store.signInSessions.remove(id))) return false
    await agreements.endOfSession(session)
    await tellClients(session)
    return true
  }

  /** Ends the visitor's former session; one of the same person goes on in the next. */
  async function takeOver(former: SignInSession | undefined, next: SignInSession): Promise<void> {
    if (!former) return
    if (former.sub === next.sub) await store.signInSessions.remove(former.id)
    else await end(former.id)
  }

  return {
    find,
    end,

    async open(user, { ip, userAgent, sessionToken }, proof) {
      const sub = await subjectOf(user, { store, random })
      const former = sessionToken === undefined ? undefined : await living(digest(sessionToken))
      const kept = former?.sub === sub ? former : undefined
      const token = random.alphanumeric(SECRET_CHARACTERS)
      const now = clock.nowSeconds()
      const times = { createdAt: now, lastSeenAt: now }
      const session: SignInSession = {
        id: digest(token),
        sid: kept?.sid ?? random.uuid(),
        sub,
        auth_time: now,
        acr: proof.acr,
        amr: [...proof.amr],
        userAgent: userAgent.slice(0, USER_AGENT_CHARACTERS),
        ip,
        client_ids: kept?.client_ids ?? [],
        names: namesOf(user),
        ...times,
        exp: sessionEnd(times, (await store.settings.get()).lifetimes)
      }
      await store.signInSessions.insert(session)
      await takeOver(former, session)
      return { token, session }
    },

    async resume(token) {
      const found = await find(digest(token))
      return found && { ...found, session: await noteSeen(found.session) }
    },

    async noteClient(id, client_id) {
      const session = await store.signInSessions.get(id)
      if (!session || session.client_ids.includes(client_id)) return
      await update(id, (current) => ({
        ...current,
        client_ids: [...new Set([...current.client_ids, client_id])]
      }))
    },

    async endAllOf(sub) {
      const sessions = await store.signInSessions.find('sub', sub)
      await Promise.all(sessions.map(({ id }) => end(id)))
      return sessions.length
    }
  }
}
