import type { OpenSession } from '../../contract'
import { parseScopeList, type Authorization, type PanelSession, type SignInSession } from '../../model'
import type { Clock, Store } from '../../ports'

export interface OpenSessions {
  /** A sign-in for clients, with how many tokens that came of it are alive. */
  ofSignIn(session: SignInSession): Promise<OpenSession>
  /** A session of the panel; no tokens come of it. */
  ofPanel(session: PanelSession): OpenSession
}

/** Sessions as the contract shows them. */
export function createOpenSessions({
  store,
  clock
}: {
  store: Pick<Store, 'authorizations' | 'authorizationCodes' | 'tokens' | 'clients' | 'settings'>
  clock: Clock
}): OpenSessions {
  async function madeIn({ id, sid }: SignInSession): Promise<Authorization[]> {
    // A sign-in anew gives the session another id, but what was made before has the same sid.
    const found = [
      ...(await store.authorizations.find('session_id', id)),
      ...(await store.authorizations.find('sid', sid))
    ]
    return [...new Map(found.map((one) => [one.id, one])).values()]
  }

  async function tokensOf(authorization: Authorization): Promise<OpenSession['tokens']> {
    const client = await store.clients.get(authorization.client_id)
    const issued = await store.tokens.find('authorization_id', authorization.id)
    const now = clock.nowSeconds()
    const alive = issued.filter(({ rotated, exp }) => !rotated && exp > now)
    const count = (kind: string) => alive.filter((token) => token.kind === kind).length
    if (!client || client.blocked) return { access: 0, refresh: 0, id: 0 }
    const { lifetimes } = await store.settings.get()
    const latest = Math.max(authorization.iat, ...issued.map(({ iat }) => iat))
    const isIdTokenAlive = latest + (client.lifetimes.id_token ?? lifetimes.id_token) > now
    const hasIdToken = isOpenid(authorization) && isIdTokenAlive && !(await isUnfetched(authorization.id))
    return { access: count('access_token'), refresh: count('refresh_token'), id: hasIdToken ? 1 : 0 }
  }

  /** ID tokens are not kept: there is one unless all that was issued is a code which nobody has redeemed. */
  async function isUnfetched(authorizationId: string): Promise<boolean> {
    const codes = await store.authorizationCodes.find('authorization_id', authorizationId)
    return codes.some((code) => !code.spent && code.response_type === 'code')
  }

  return {
    async ofSignIn({ id, ip, userAgent, createdAt, lastSeenAt, exp, client_ids, ...session }) {
      const made = await madeIn({ id, ip, userAgent, createdAt, lastSeenAt, exp, client_ids, ...session })
      const counted = await Promise.all(made.map(tokensOf))
      const sum = (kind: keyof OpenSession['tokens']) =>
        counted.reduce((total, tokens) => total + tokens[kind], 0)
      const tokens = { access: sum('access'), refresh: sum('refresh'), id: sum('id') }
      const times = { createdAt, lastSeenAt, exp }
      return { id, kind: 'sign_in', ip, userAgent, ...times, client_ids: [...client_ids], tokens }
    },

    ofPanel: ({ id, ip, userAgent, createdAt, lastSeenAt, exp }) => ({
      ...{ id, kind: 'panel', ip, userAgent, createdAt, lastSeenAt, exp },
      client_ids: [],
      tokens: { access: 0, refresh: 0, id: 0 }
    })
  }
}

function isOpenid({ scope }: Authorization): boolean {
  return parseScopeList(scope).includes('openid')
}
