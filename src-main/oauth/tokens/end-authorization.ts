import type { Store } from '../../ports'

/** Ends an authorization and everything that was issued from it (RFC 9700 §4.14, RFC 7009 §2.1). */
export type EndAuthorization = (id: string) => Promise<void>

export function createEndAuthorization({
  authorizations,
  tokens
}: Pick<Store, 'authorizations' | 'tokens'>): EndAuthorization {
  return async (id) => {
    // First the one that decides: what is being issued from it meanwhile is dead too.
    await authorizations.remove(id)
    await tokens.removeWhere('authorization_id', id)
  }
}
