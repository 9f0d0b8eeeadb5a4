import type { AuthorizationCode } from '../../../model'
import { unlessMissing, type Clock, type Random, type Store } from '../../../ports'
import { OAuthError } from '../../oauth-error'
import type { EndAuthorization } from '../../tokens/end-authorization'

/** For how long a spent code is remembered at least, so that a second use of it is noticed. */
const REMEMBERED_SECONDS = 600

export interface SingleUse {
  /** The use of a code by a request that found it unspent. */
  begin(code: AuthorizationCode): CodeUse
  /** Refuses a code that comes again, and ends everything that was issued from it. */
  refuseReplay(code: AuthorizationCode): Promise<never>
}

export interface CodeUse {
  /** Spends the code. Of any number of requests at once, one succeeds; the others are replays. */
  spend(): Promise<void>
  /** After another failure: refuses as a replay when somebody else spent the code meanwhile. What this request spent is unspent again. */
  failed(): Promise<void>
}

/** RFC 6749 §4.1.2: a code is used once, and what was issued from it is revoked when it comes again (RFC 9700 §4.2.4). */
export function createSingleUse({
  authorizationCodes,
  endAuthorization,
  clock,
  random
}: Pick<Store, 'authorizationCodes'> & {
  endAuthorization: EndAuthorization
  clock: Clock
  random: Random
}): SingleUse {
  async function refuseReplay({ authorization_id }: AuthorizationCode): Promise<never> {
    await endAuthorization(authorization_id)
    throw replayed()
  }

  function begin(code: AuthorizationCode): CodeUse {
    const mark = random.uuid()
    return {
      async spend() {
        const exp = Math.max(code.exp, clock.nowSeconds() + REMEMBERED_SECONDS)
        let wasSpent = false
        const update = authorizationCodes.update(code.id, (current) => {
          wasSpent = current.spent === true
          return wasSpent ? current : { ...current, spent: true, spent_by: mark, exp }
        })
        const current = await update.catch(unlessMissing)
        if (!current) throw unknownCode()
        if (wasSpent) await refuseReplay(code)
      },

      async failed() {
        const current = await authorizationCodes.get(code.id)
        if (!current?.spent) return
        if (current.spent_by !== mark) await refuseReplay(code)
        // It was written, and the answer lost with the connection: nobody was told of anything.
        await authorizationCodes
          .update(code.id, (newest) => (newest.spent_by === mark ? code : newest))
          .catch(unlessMissing)
      }
    }
  }

  return { begin, refuseReplay }
}

/** One answer for codes that never were and for those that have expired. */
export function unknownCode(): OAuthError {
  return new OAuthError(
    'invalid_grant',
    'code-unknown',
    'The code is not known or has expired; it can be used once, soon after it was issued (RFC 6749 section 4.1.2).'
  )
}

function replayed(): OAuthError {
  return new OAuthError(
    'invalid_grant',
    'code-replayed',
    'The code was used before. What was issued from it is revoked now; begin a new authorization request (RFC 6749 section 4.1.2).'
  )
}
