import type { IssuedToken, Settings } from '../../model'
import type { Clock, Store } from '../../ports'
import { OAuthError } from '../oauth-error'

/** Refuses a token that is stored already but one too many, by `limits.tokens_per_client` and `limits.tokens_per_user`. */
export type RequireRoom = (
  issued: Pick<IssuedToken, 'client_id' | 'sub'>,
  settings: Settings,
  /** How many of the live ones are about to be replaced by what is stored already. */
  replaced?: number
) => Promise<void>

/**
 * Counts after the token was stored, so that of parallel requests none slips past the limit. Nothing is ever dropped to make room.
 * A refresh token that was replaced doesn't count: it gets nothing any more.
 */
export function createRequireRoom({ tokens, clock }: { tokens: Store['tokens']; clock: Clock }): RequireRoom {
  function isLive({ kind, exp, rotated }: IssuedToken): boolean {
    return kind !== 'registration_access_token' && !rotated && exp > clock.nowSeconds()
  }

  async function requireFewerThan(index: 'client_id' | 'sub', value: string, limit: number, who: string) {
    const live = (await tokens.find(index, value)).filter(isLive).length
    if (live <= limit) return
    throw new OAuthError(
      'invalid_request',
      'limit-reached',
      `${who} has as many live tokens as it may have; revoke one at the revocation endpoint or wait until one expires.`
    )
  }

  return async ({ client_id, sub }, { limits }, replaced = 0) => {
    if (limits.tokens_per_client !== null)
      await requireFewerThan('client_id', client_id, limits.tokens_per_client + replaced, 'This client')
    if (limits.tokens_per_user !== null && sub !== undefined)
      await requireFewerThan('sub', sub, limits.tokens_per_user + replaced, 'This person')
  }
}
