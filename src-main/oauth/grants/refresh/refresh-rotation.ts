import type { IssuedToken } from '../../../model'
import { unlessMissing, type Clock, type Random, type Store } from '../../../ports'
import { OAuthError } from '../../oauth-error'
import type { EndAuthorization } from '../../tokens/end-authorization'
import { successorOf } from '../../tokens/keys/successor-of'
import { tokenDigest } from '../../tokens/token-digest'

export interface RefreshRotation {
  /** Refuses a token that was replaced, and ends its family, unless the grace window may still give its unused successor. */
  requireUnused(record: IssuedToken, token: string): Promise<void>
  /** The use of a token by a request that found it unused. */
  begin(record: IssuedToken): RefreshUse
}

export interface RefreshUse {
  /** Replaces the token. Of any number of requests at once, one succeeds; the others are reuse. */
  spend(): Promise<void>
  /** After another failure: what this request replaced is good again. */
  failed(): Promise<void>
}

/** Characters that tell the requests apart which use one token. */
const MARK_CHARACTERS = 10

/** Rotation with detection of reuse (RFC 9700 §4.14.2). A token that was replaced is remembered until its own end. */
export function createRefreshRotation({
  tokens,
  settings,
  endAuthorization,
  clock,
  random
}: {
  tokens: Store['tokens']
  settings: Store['settings']
  endAuthorization: EndAuthorization
  clock: Clock
  random: Random
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

    begin(record) {
      const by = random.alphanumeric(MARK_CHARACTERS)
      return {
        async spend() {
          let before: IssuedToken | undefined
          const update = tokens.update(record.id, (current) => {
            before = current
            return current.rotated ? current : { ...current, rotated: { at: clock.nowSeconds(), by } }
          })
          if (!(await update.catch(unlessMissing))) throw unknownRefreshToken()
          if (before?.rotated && !(await isInGrace(before))) await refuseReuse(record)
        },

        async failed() {
          if ((await tokens.get(record.id))?.rotated?.by !== by) return
          // It was written, and the answer lost with the connection: nobody was told of a successor.
          await tokens
            .update(record.id, (current) => (current.rotated?.by === by ? record : current))
            .catch(unlessMissing)
        }
      }
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
