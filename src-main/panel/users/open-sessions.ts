import type { OpenSession } from '../../contract'
import { parseScopeList, type SignInSession, type User } from '../../model'
import type { Clock, Store } from '../../ports'

interface SessionSources {
  readonly store: Pick<
    Store,
    'panelSessions' | 'signInSessions' | 'authorizations' | 'tokens' | 'clients' | 'settings'
  >
  readonly clock: Clock
}

/** What a person has open, the one used last first: sessions of the panel, and sign-ins with what clients hold of them. */
export async function openSessionsOf(
  sources: SessionSources,
  { username, sub }: Pick<User, 'username' | 'sub'>
): Promise<OpenSession[]> {
  const { store } = sources
  const ofPanel = (await store.panelSessions.find('username', username)).map(
    ({ id, ip, userAgent, createdAt, lastSeenAt, exp }): OpenSession => ({
      id,
      kind: 'panel',
      ip,
      userAgent,
      createdAt,
      lastSeenAt,
      exp,
      client_ids: [],
      tokens: { access: 0, refresh: 0, id: 0 }
    })
  )
  const signIns = sub === undefined ? [] : await store.signInSessions.find('sub', sub)
  const shown = await Promise.all(signIns.map((session) => openSignIn(sources, session)))
  return [...ofPanel, ...shown].sort((one, other) => other.lastSeenAt - one.lastSeenAt)
}

async function openSignIn(sources: SessionSources, session: SignInSession): Promise<OpenSession> {
  const { id, ip, userAgent, createdAt, lastSeenAt, exp, client_ids } = session
  return {
    id,
    kind: 'sign_in',
    ip,
    userAgent,
    createdAt,
    lastSeenAt,
    exp,
    client_ids: [...client_ids],
    tokens: await liveTokensOf(sources, session)
  }
}

/** ID tokens are not kept; one counts as live for as long as it was made for. */
async function liveTokensOf({ store, clock }: SessionSources, { id, sid }: SignInSession) {
  const { lifetimes } = await store.settings.get()
  const [byId, bySid] = [
    await store.authorizations.find('session_id', id),
    await store.authorizations.find('sid', sid)
  ]
  const made = new Map([...byId, ...bySid].map((one) => [one.id, one]))
  const counts = { access: 0, refresh: 0, id: 0 }
  for (const authorization of made.values()) {
    for (const { kind, rotated } of await store.tokens.find('authorization_id', authorization.id)) {
      if (kind === 'access_token') counts.access += 1
      if (kind === 'refresh_token' && !rotated) counts.refresh += 1
    }
    const client = await store.clients.get(authorization.client_id)
    const end = authorization.iat + (client?.lifetimes.id_token ?? lifetimes.id_token)
    if (parseScopeList(authorization.scope).includes('openid') && clock.nowSeconds() < end) counts.id += 1
  }
  return counts
}
