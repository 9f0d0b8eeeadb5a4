import type { User } from '../../../model'
import type { Store } from '../../../ports'
import { CLAIMS_OF_SCOPES } from '../../claims/scope-claims'
import { OAuthError } from '../../oauth-error'
import type { PersonScope } from '../../scope/person-scope'
import type { AskedConsent } from './asked-consent'
import type { Wish } from './wish'

const STANDARD: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(CLAIMS_OF_SCOPES))

/** What a client asks of this person: the scopes that they can give, and the claims that none of these brings. Else the refusal. */
export type AskedOfPerson = (wish: Wish, user: User) => Promise<AskedConsent | OAuthError>

export function createAskedOfPerson({
  personScope,
  scopes
}: {
  personScope: Pick<PersonScope, 'heldBy'>
  scopes: Store['scopes']
}): AskedOfPerson {
  async function claimsOf(token: string): Promise<readonly string[]> {
    return STANDARD.get(token) ?? (await scopes.get(token))?.claims ?? []
  }

  return async (wish, user) => {
    try {
      const scope = await personScope.heldBy(user, wish.scope)
      const brought = new Set((await Promise.all(scope.map(claimsOf))).flat())
      const claims = claimNames(wish).filter((name) => !brought.has(name))
      return { scope, claims, authorizationDetails: wish.authorizationDetails ?? [] }
    } catch (error) {
      if (error instanceof OAuthError) return error
      throw error
    }
  }
}

/** Claims that say something of the sign-in, not of the person: nobody has to be asked for these. */
const OF_THE_SIGN_IN = new Set(['sub', 'acr', 'amr', 'auth_time', 'sid', 'nonce', 'iss', 'aud', 'exp', 'iat'])

/** What the `claims` parameter names (OpenID Connect Core §5.5). */
function claimNames({ claims }: Wish): string[] {
  const names = [...Object.keys(claims?.id_token ?? {}), ...Object.keys(claims?.userinfo ?? {})]
  return [...new Set(names)].filter((name) => !OF_THE_SIGN_IN.has(name))
}
