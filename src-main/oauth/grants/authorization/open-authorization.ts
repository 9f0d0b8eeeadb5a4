import type { Authorization, Client } from '../../../model'
import type { Clock, Random, Store } from '../../../ports'

/** What a grant that knows no authorization request lets a client have. */
export type Agreement = Pick<
  Authorization,
  'sub' | 'resources' | 'authorization_details' | 'auth_time' | 'acr' | 'amr'
> & { readonly scope: readonly string[] }

/** Stores the authorization to which the tokens will belong. Its end moves on with theirs. */
export type OpenAuthorization = (client: Client, agreement: Agreement) => Promise<Authorization>

export function createOpenAuthorization({
  authorizations,
  settings,
  random,
  clock
}: Pick<Store, 'authorizations' | 'settings'> & { random: Random; clock: Clock }): OpenAuthorization {
  return async (client, { scope, ...agreement }) => {
    const { lifetimes } = await settings.get()
    const now = clock.nowSeconds()
    const authorization = {
      ...agreement,
      id: random.uuid(),
      client_id: client.client_id,
      scope: scope.join(' '),
      iat: now,
      exp: now + (client.lifetimes.access_token ?? lifetimes.access_token)
    }
    await authorizations.insert(authorization)
    return authorization
  }
}
