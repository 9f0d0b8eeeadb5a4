import type { IssuedToken } from '../../model'
import type { Clock, Store } from '../../ports'
import { tokenDigest } from './token-digest'

/** The record of a token that is alive: known, not expired, and its client is still there and not blocked. */
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
    return client && !client.blocked ? record : undefined
  }
}
