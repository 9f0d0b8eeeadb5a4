import type { Client } from '../model'
import type { Store } from '../ports'
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
export async function barrierOf(
  { blocked, owner }: Pick<Client, 'blocked' | 'owner'>,
  users: Pick<Store['users'], 'get'>
): Promise<ClientBarrier | undefined> {
  if (blocked) return 'client-blocked'
  if (owner !== undefined && (await users.get(owner))?.blocked) return 'owner-blocked'
  return undefined
}

/** Throws an OAuthError of this code for a client that is blocked, in whichever way. */
export async function requireUnblocked(
  client: Pick<Client, 'blocked' | 'owner'>,
  users: Pick<Store['users'], 'get'>,
  code: OAuthErrorCode
): Promise<void> {
  const barrier = await barrierOf(client, users)
  if (barrier) throw new OAuthError(code, barrier, DESCRIPTIONS[barrier])
}
