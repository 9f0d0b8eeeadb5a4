import {
  accessLevelOf,
  ADMIN_SCOPE,
  hasAccess,
  parseScopeList,
  scopeListSchema,
  type Client,
  type User
} from '../../model'
import type { Store } from '../../ports'
import { OAuthError } from '../oauth-error'
import { STANDARD_SCOPES } from './scope'

/** What keeps a scope token from being granted. */
export interface ScopeObstacle {
  /**
   * client: it doesn't stand in the client's own scope; unknown: the server knows no such scope; admin: it is for administrators;
   * role: it is for people with one of `roles`.
   */
  readonly why: 'client' | 'unknown' | 'admin' | 'role'
  readonly roles?: readonly string[]
}

export interface PersonScope {
  /** Why the client can't ask for this token; undefined: it can. */
  obstacleForClient(client: Client, token: string): Promise<ScopeObstacle | undefined>
  /** Why this person can't give this token; undefined: they can. */
  obstacleForPerson(user: Pick<User, 'roles'>, token: string): Promise<ScopeObstacle | undefined>
  /**
   * The scope tokens that a client may ask a person for (RFC 6749 §3.3): what stands in its own `scope`, else every one that the
   * server knows but `admin`. Nothing asked for: its own `scope`. Throws `invalid_scope`; with `openid` among them, unknown
   * ones are left out instead (OpenID Connect Core §3.1.2.1).
   */
  requestable(client: Client, requested: string | undefined): Promise<readonly string[]>
  /**
   * What of it this person can give: a scope that needs roles is for who holds one of them, the name of a role is such a scope,
   * and `admin` is for administrators. Throws `invalid_scope` where something was asked for and nothing is left.
   */
  heldBy(user: Pick<User, 'roles'>, tokens: readonly string[]): Promise<readonly string[]>
}

/** The scopes of the flows in which a person takes part. */
export function createPersonScope({ scopes, roles }: Pick<Store, 'scopes' | 'roles'>): PersonScope {
  async function isKnown(token: string): Promise<boolean> {
    if ((STANDARD_SCOPES as readonly string[]).includes(token)) return true
    return (await scopes.get(token)) !== undefined || (await roles.get(token)) !== undefined
  }

  async function obstacleForClient(client: Client, token: string): Promise<ScopeObstacle | undefined> {
    if (client.scope !== undefined)
      return parseScopeList(client.scope).includes(token) ? undefined : { why: 'client' }
    if (token === ADMIN_SCOPE) return { why: 'admin' }
    return (await isKnown(token)) ? undefined : { why: 'unknown' }
  }

  async function obstacleForPerson(
    user: Pick<User, 'roles'>,
    token: string
  ): Promise<ScopeObstacle | undefined> {
    if (token === ADMIN_SCOPE)
      return hasAccess(accessLevelOf(user.roles), 'administrator') ? undefined : { why: 'admin' }
    const needed = (await scopes.get(token))?.roles ?? []
    const roleNames = needed.length || (await roles.get(token)) === undefined ? needed : [token]
    if (!roleNames.length || roleNames.some((role) => user.roles.includes(role))) return undefined
    return { why: 'role', roles: roleNames }
  }

  return {
    obstacleForClient,
    obstacleForPerson,

    async requestable(client, requested) {
      if (requested === undefined)
        return parseScopeList(client.scope).filter((token) => token !== ADMIN_SCOPE)
      if (!scopeListSchema.safeParse(requested).success)
        throw refusal(
          'scope-malformed',
          'The scope is malformed; write scope tokens separated by single spaces'
        )
      const tokens = parseScopeList(requested)
      const kept: string[] = []
      for (const token of tokens) {
        const obstacle = await obstacleForClient(client, token)
        if (!obstacle) kept.push(token)
        else if (obstacle.why !== 'unknown') throw notAllowed(client, token)
        else if (!tokens.includes('openid'))
          throw refusal('scope-unknown', `The server knows no scope ${token}`)
      }
      return kept
    },

    async heldBy(user, tokens) {
      const held: string[] = []
      for (const token of tokens) if (!(await obstacleForPerson(user, token))) held.push(token)
      if (tokens.length && !held.length)
        throw refusal(
          'scope-not-allowed',
          `This person has none of the roles that the scope ${tokens.join(' ')} needs`
        )
      return held
    }
  }
}

function notAllowed({ scope }: Client, token: string): OAuthError {
  const allowed = scope === undefined ? '' : `; it may ask for ${parseScopeList(scope).join(', ') || 'none'}`
  return refusal('scope-not-allowed', `This client may not ask for the scope ${token}${allowed}`)
}

function refusal(
  reason: 'scope-malformed' | 'scope-not-allowed' | 'scope-unknown',
  description: string
): OAuthError {
  return new OAuthError('invalid_scope', reason, `${description} (RFC 6749 section 3.3).`)
}
