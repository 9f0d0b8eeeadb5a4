import type { IssuedToken } from '../../../model'
import { StoreError, type Clock, type Store } from '../../../ports'
import { OAuthError } from '../../oauth-error'
import type { EndAuthorization } from '../../tokens/end-authorization'
import { successorOf } from '../../tokens/keys/successor-of'
import { tokenDigest } from '../../tokens/token-digest'

export interface RefreshRotation {
  /** Refuses a token that was replaced, and ends its family, unless the grace window may still give its unused successor. */
  requireUnused(record: IssuedToken, token: string): Promise<void>
  /** Replaces the token. Of any number of requests at once, one succeeds; the others are reuse. */
  spend(record: IssuedToken): Promise<void>
}

/** Rotation with detection of reuse (RFC 9700 §4.14.2). A token that was replaced is remembered until its own end. */
export function createRefreshRotation({
  tokens,
  settings,
  endAuthorization,
  clock
}: {
  tokens: Store['tokens']
  settings: Store['settings']
  endAuthorization: EndAuthorization
  clock: Clock
}): RefreshRotation {
  async function isInGrace({ rotated }: IssuedToken): Promise<boolean> {
    const { refresh_grace } = (await settings.get()).tokens
    return rotated !== undefined && clock.nowSeconds() - rotated.at < refresh_grace
  }

  async function refuseReuse({ authorization_id }: IssuedToken): Promise<never> {
    if (authorization_id !== undefined) await endAuthorization(authorization_id)
    throw new OAuthError(
      'invalid_grant',
      'refresh-token-replayed',
      'The refresh token was used before and is replaced. Whoever uses it again may have stolen it, so that everything that came of the same sign-in is revoked now; begin a new one (RFC 9700 section 4.14.2).'
    )
  }

  return {
    async requireUnused(record, token) {
      if (!record.rotated) return
      if (!(await isInGrace(record))) await refuseReuse(record)
      const successor = await tokens.get(tokenDigest(successorOf(token, record.successor_salt ?? record.id)))
      // Once the successor was used, the client has it, and has no reason to ask with the old one.
      if (successor?.rotated) await refuseReuse(record)
    },

    async spend(record) {
      let before: IssuedToken | undefined
      try {
        await tokens.update(record.id, (current) => {
          before = current
          return current.rotated ? current : { ...current, rotated: { at: clock.nowSeconds() } }
        })
      } catch (error) {
        if (error instanceof StoreError && error.code === 'missing') throw unknownRefreshToken()
        throw error
      }
      if (before?.rotated && !(await isInGrace(before))) await refuseReuse(record)
    }
  }
}

/** One answer for tokens that never were, for expired and for revoked ones. */
export function unknownRefreshToken(): OAuthError {
  return new OAuthError(
    'invalid_grant',
    'refresh-token-unknown',
    'The refresh token is unknown, expired or revoked; begin a new authorization request (RFC 6749 section 5.2).'
  )
}
