import {
  accessLevelOf,
  ADMIN_SCOPE,
  hasAccess,
  parseScopeList,
  type Authorization,
  type Client,
  type IssuedToken,
  type User
} from '../../model'
import type { Clock, People, Store } from '../../ports'
import { barrierOf } from '../client-barrier'
import { tokenDigest } from './token-digest'

/** A token that is alive, and who and what it rests on. */
export interface LiveToken {
  readonly record: IssuedToken
  readonly client: Client
  /** Where the record names one. */
  readonly authorization?: Authorization
  /** Whom it is about; it is there where the record has a `sub`. */
  readonly user?: User
}

/**
 * A token that is alive, of whatever kind: known, not expired, not replaced; its client is still there and not blocked,
 * by itself or with its owner, and so are its authorization and its person, where it has them. Where the client or the person lost the scope `admin`, the token
 * has lost it too.
 */
export type FindToken = (token: string) => Promise<LiveToken | undefined>

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
    const { authorization_id, sub } = record
    const authorization =
      authorization_id === undefined ? undefined : await authorizations.get(authorization_id)
    if (authorization_id !== undefined && !authorization) return undefined
    const user = sub === undefined ? undefined : await people.bySubject(sub)
    if (sub !== undefined && !user) return undefined
    return { record: withoutLostAdmin(record, client, user), client, authorization, user }
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
