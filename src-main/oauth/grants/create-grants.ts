import type { EndAuthorization } from '../tokens/end-authorization'
import { createClientCredentialsGrant } from './client-credentials'
import { createPersonGrants, type PersonGrantDeps } from './create-person-grants'
import type { Grant } from './grant'
import { createRefreshRotation } from './refresh/refresh-rotation'
import { createRefreshTokenGrant } from './refresh/refresh-token'
import { createRequireStanding } from './authorization/standing-authorization'

/** Every grant that the server speaks. A new one is one file and one line here. */
export function createGrants(
  deps: PersonGrantDeps & { readonly endAuthorization: EndAuthorization }
): readonly Grant[] {
  const { store, people, personScope, endAuthorization, clock, random } = deps
  const { authorizations, scopes, settings, tokens } = store
  return [
    createClientCredentialsGrant({ scopes, settings }),
    ...createPersonGrants(deps),
    createRefreshTokenGrant({
      tokens,
      settings,
      rotation: createRefreshRotation({ tokens, settings, endAuthorization, clock, random }),
      requireStanding: createRequireStanding({ authorizations, people, personScope }),
      clock
    })
  ]
}
