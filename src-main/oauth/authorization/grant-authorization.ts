import type { Authorization, SignInSession } from '../../model'
import type { Clock, People, Random, Store } from '../../ports'
import type { Wish } from './steps/wish'

/** What a person agreed to, about to become a record. */
export interface Agreement {
  readonly wish: Wish
  readonly session: SignInSession
  readonly scope: readonly string[]
  /** Until when it lives while nothing was issued from it, in seconds since 1970. */
  readonly exp: number
}

/** Makes the record that all tokens of the agreement belong to, and notes the client in the session, which a sign-out then tells. */
export type GrantAuthorization = (agreement: Agreement) => Promise<Authorization>

export function createGrantAuthorization({
  authorizations,
  people,
  clock,
  random
}: {
  authorizations: Store['authorizations']
  people: Pick<People, 'noteClient'>
  clock: Clock
  random: Random
}): GrantAuthorization {
  return async ({ wish, session, scope, exp }) => {
    const iat = clock.nowSeconds()
    const { client, resources, claims, authorizationDetails, nonce } = wish
    const authorization: Authorization = {
      id: random.uuid(),
      client_id: client.client_id,
      sub: session.sub,
      scope: scope.join(' '),
      resources,
      ...(claims && { claims }),
      ...(authorizationDetails && { authorization_details: authorizationDetails }),
      auth_time: session.auth_time,
      ...(session.acr !== undefined && { acr: session.acr }),
      amr: session.amr,
      ...(nonce !== undefined && { nonce }),
      session_id: session.id,
      sid: session.sid,
      iat,
      exp
    }
    await authorizations.insert(authorization)
    await people.noteClient(session.id, client.client_id)
    return authorization
  }
}
