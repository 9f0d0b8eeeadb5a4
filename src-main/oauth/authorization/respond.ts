import type { Settings } from '../../model'
import type { Clock, Store } from '../../ports'
import type { AnswerClient } from '../response-modes/answer-client'
import type { ResponseFields, ResponsePart } from '../response-types/response-part'
import type { AuthorizationOutcome, BrowserRequest } from './steps/authorization-outcome'
import type { AuthorizationRequest } from './authorization-request'
import type { GrantAuthorization } from './grant-authorization'
import type { SessionStateOf } from './session-state-of'
import type { SignedIn } from './steps/situation'

/** Makes the answer to a request that a person agreed to: the parts that its response type names, in its response mode. Throws OAuthError. */
export type Respond = (
  request: AuthorizationRequest,
  agreed: { readonly session: SignedIn['session']; readonly scope: readonly string[] },
  browser: Pick<BrowserRequest, 'browserState'>
) => Promise<AuthorizationOutcome>

export function createRespond({
  parts,
  authorizations,
  grantAuthorization,
  settings,
  answerClient,
  sessionStateOf,
  clock
}: {
  parts: readonly ResponsePart[]
  authorizations: Store['authorizations']
  grantAuthorization: GrantAuthorization
  settings: Store['settings']
  answerClient: AnswerClient
  sessionStateOf: SessionStateOf
  clock: Clock
}): Respond {
  return async (request, { session, scope }, browser) => {
    const named = request.responseType.split(' ')
    const exp = clock.nowSeconds() + lifetimeOf(request, await settings.get())
    const authorization = await grantAuthorization({ wish: request, session, scope, exp })
    let fields: ResponseFields = {}
    try {
      for (const part of parts)
        if (named.includes(part.name))
          fields = { ...fields, ...(await part.issue({ request, authorization, scope }, fields)) }
    } catch (error) {
      // What was issued of it dies with it.
      await authorizations.remove(authorization.id)
      throw error
    }
    return answerClient.success(request.target, { ...fields, ...sessionStateOf(request, browser) })
  }
}

/** Until its code can't be redeemed any more; a token moves the end on by itself. */
function lifetimeOf({ client, responseType }: AuthorizationRequest, { lifetimes }: Settings): number {
  const name = responseType.split(' ').includes('code') ? 'authorization_code' : 'id_token'
  return client.lifetimes[name] ?? lifetimes[name]
}
