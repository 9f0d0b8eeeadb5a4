import { ADMIN_SCOPE, parseScopeList, type Client, type IssuedToken } from '../../model'
import type { Clock, Store } from '../../ports'
import { tokenDigest } from './token-digest'

/**
 * The record of a token that is alive: known, not expired, and its client is still there and not blocked. Where the scope
 * `admin` was taken from the client, its tokens have lost it too.
 */
export type FindToken = (token: string) => Promise<IssuedToken | undefined>

export function createFindToken({
  tokens,
  clients,
  clock
}: {
  tokens: Store['tokens']
  clients: Store['clients']
  clock: Clock
}): FindToken {
  return async (token) => {
    const record = await tokens.get(tokenDigest(token))
    if (!record || record.exp <= clock.nowSeconds()) return undefined
    const client = await clients.get(record.client_id)
    return client && !client.blocked ? withoutLostAdmin(record, client) : undefined
  }
}

function withoutLostAdmin(token: IssuedToken, client: Client): IssuedToken {
  if (!token.scope.includes(ADMIN_SCOPE) || parseScopeList(client.scope).includes(ADMIN_SCOPE)) return token
  return {
    ...token,
    scope: parseScopeList(token.scope)
      .filter((name) => name !== ADMIN_SCOPE)
      .join(' ')
  }
}
