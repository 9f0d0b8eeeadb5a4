import { ADMIN_SCOPE, parseScopeList, type Authorization, type Client, type User } from '../../../model'
import type { People, Store } from '../../../ports'
import { OAuthError, type OAuthErrorCode } from '../../oauth-error'
import type { PersonScope } from '../../scope/person-scope'

/** An authorization that still holds, and what of its scope it gives now. */
export interface StandingAuthorization {
  readonly authorization: Authorization
  readonly person: User
  readonly scope: readonly string[]
}

/** Throws an OAuthError of this code when the authorization was ended or its person is gone or blocked. */
export type RequireStanding = (
  client: Client,
  authorizationId: string,
  code?: OAuthErrorCode
) => Promise<StandingAuthorization>

/**
 * What holds when something is redeemed may be less than what held when it was issued: a person is blocked, a role is taken away,
 * the client may ask for less. Every redemption looks again.
 */
export function createRequireStanding({
  authorizations,
  people,
  personScope
}: {
  authorizations: Store['authorizations']
  people: Pick<People, 'bySubject'>
  personScope: PersonScope
}): RequireStanding {
  return async (client, authorizationId, code = 'invalid_grant') => {
    const authorization = await authorizations.get(authorizationId)
    if (!authorization)
      throw new OAuthError(
        code,
        'authorization-ended',
        'What it rests on was ended: by a sign-out, by the person, or because it was used twice. Begin anew.'
      )
    const person = await people.bySubject(authorization.sub)
    if (!person)
      throw new OAuthError(
        code,
        'person-blocked',
        'The account of the person who agreed can not be used any more.'
      )
    const granted = stillAllowed(client, parseScopeList(authorization.scope))
    return { authorization, person, scope: await personScope.heldBy(person, granted) }
  }
}

/** What of a scope a client may still ask people for. */
function stillAllowed(client: Client, scope: readonly string[]): readonly string[] {
  const own = client.scope === undefined ? undefined : parseScopeList(client.scope)
  return scope.filter((token) => (own ? own.includes(token) : token !== ADMIN_SCOPE))
}
