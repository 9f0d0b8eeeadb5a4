import { ADMIN_SCOPE, accessLevelOf, hasAccess, parseScopeList, type User } from '../../model'
import type { Store } from '../../ports'
import { metadataRefusal } from './metadata-refusal'

/** Checks the `scope` of a registration by whose it is; `before` is what the client has already. Throws `invalid_client_metadata`. */
export type CheckScope = (
  scope: string | undefined,
  person: Pick<User, 'roles'> | undefined,
  before?: string
) => Promise<void>

/**
 * RFC 7591 §2, `scope`: a client gets what stands there for itself too, so nobody registers what they don't hold: what needs a
 * role, or is the name of one, is registered by who has that role.
 */
export function createCheckScope({ scopes, roles }: Pick<Store, 'scopes' | 'roles'>): CheckScope {
  async function rolesNeededBy(token: string): Promise<readonly string[]> {
    const needed = (await scopes.get(token))?.roles ?? []
    if (needed.length) return needed
    return (await roles.get(token)) ? [token] : []
  }

  return async (scope, person, before) => {
    refuseAdmin(scope, before)
    const held = person?.roles ?? []
    const isAdministrator = hasAccess(accessLevelOf(held), 'administrator')
    for (const token of parseScopeList(scope)) {
      if (parseScopeList(before).includes(token)) continue
      const needed = await rolesNeededBy(token)
      if (needed.length && !isAdministrator && !needed.some((role) => held.includes(role)))
        throw refusal(`${token} can only be registered by a person with the role ${needed.join(' or ')}`)
    }
  }
}

/** Throws for `admin`, unless an administrator gave it to the client before. */
export function refuseAdmin(scope: string | undefined, before?: string): void {
  if (parseScopeList(scope).includes(ADMIN_SCOPE) && !parseScopeList(before).includes(ADMIN_SCOPE))
    throw refusal(`${ADMIN_SCOPE} is given by an administrator, never by registration`)
}

function refusal(message: string) {
  return metadataRefusal([{ path: ['scope'], message }])
}
