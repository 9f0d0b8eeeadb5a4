import type { Client } from '../model'
import { withAwaited, type Awaitable, type Store } from '../ports'
import { OAuthError, type OAuthErrorCode } from './oauth-error'

/** Why a client may do nothing for now, whatever it asks for. */
export type ClientBarrier = 'client-blocked' | 'owner-blocked'

const DESCRIPTIONS: Readonly<Record<ClientBarrier, string>> = {
  'client-blocked': 'This client is blocked; an administrator can unblock it.',
  // Without the name: a client id is no secret, and whoever knows one could ask who is behind it.
  'owner-blocked':
    'The person who owns this client is blocked, and the client with them; an administrator can unblock them.'
}

/** A client is blocked by itself, or along with its owner, who alone answers for it. */
export function barrierOf(
  { blocked, owner }: Pick<Client, 'blocked' | 'owner'>,
  users: Pick<Store['users'], 'get'>
): Awaitable<ClientBarrier | undefined> {
  if (blocked) return 'client-blocked'
  if (owner === undefined) return undefined
  return withAwaited(users.get(owner), (person) => (person?.blocked ? 'owner-blocked' : undefined))
}

/** Throws an OAuthError of this code for a client that is blocked, in whichever way. */
export function requireUnblocked(
  client: Pick<Client, 'blocked' | 'owner'>,
  users: Pick<Store['users'], 'get'>,
  code: OAuthErrorCode
): Awaitable<void> {
  return withAwaited(barrierOf(client, users), (barrier) => {
    if (barrier) throw new OAuthError(code, barrier, DESCRIPTIONS[barrier])
  })
}
