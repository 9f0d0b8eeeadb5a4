import {
  accessLevelOf,
  ADMIN_SCOPE,
  hasAccess,
  parseScopeList,
  type Client,
  type IssuedToken,
  type User
} from '../../model'
import type { Clock, People, Store } from '../../ports'
import { barrierOf } from '../client-barrier'
import { tokenDigest } from './token-digest'

/**
 * The record of a token that is alive, of whatever kind: known, not expired, not replaced; its client is still there and not blocked,
 * by itself or with its owner, and so are its authorization and its person, where it has them. Where the client or the person lost the scope `admin`, the token
 * has lost it too.
 */
export type FindToken = (token: string) => Promise<IssuedToken | undefined>

export function createFindToken({
  tokens,
  clients,
  users,
  authorizations,
  people,
  clock
}: Pick<Store, 'tokens' | 'clients' | 'users' | 'authorizations'> & {
  people: Pick<People, 'bySubject'>
  clock: Clock
}): FindToken {
  return async (token) => {
    const record = await tokens.get(tokenDigest(token))
    if (!record || record.rotated || record.exp <= clock.nowSeconds()) return undefined
    const client = await clients.get(record.client_id)
    if (!client || (await barrierOf(client, users))) return undefined
    if (record.authorization_id !== undefined && !(await authorizations.get(record.authorization_id)))
      return undefined
    if (record.sub === undefined) return withoutLostAdmin(record, client)
    const user = await people.bySubject(record.sub)
    return user && withoutLostAdmin(record, client, user)
  }
}

function withoutLostAdmin(token: IssuedToken, client: Client, user?: User): IssuedToken {
  if (!token.scope.includes(ADMIN_SCOPE)) return token
  const isHeld =
    parseScopeList(client.scope).includes(ADMIN_SCOPE) &&
    (!user || hasAccess(accessLevelOf(user.roles), 'administrator'))
  if (isHeld) return token
  return {
    ...token,
    scope: parseScopeList(token.scope)
      .filter((name) => name !== ADMIN_SCOPE)
      .join(' ')
  }
}
