import { ADMIN_SCOPE, parseScopeList, scopeListSchema, type Client } from '../../model'
import type { Awaitable, Store } from '../../ports'
import { OAuthError } from '../oauth-error'

/** The scopes of OpenID Connect Core §5.4 and §11, known without being written down anywhere. */
export const STANDARD_SCOPES = ['openid', 'profile', 'email', 'address', 'phone', 'offline_access'] as const

/**
 * The scope tokens that a request is granted (RFC 6749 §3.3).
 *
 * - A client with a `scope` of its own may ask for what stands there; the others for every scope that the server knows
 *   (the registered ones and the standard ones) except `admin` and those that need a role, which are for people. Anything else is `invalid_scope`: nothing is narrowed silently.
 * - Nothing asked for: a client with a `scope` gets it, without `admin` unless there is nothing else; the others get none.
 */
export function grantScope(
  scopes: Store['scopes'],
  client: Client,
  requested: string | undefined
): Awaitable<readonly string[]> {
  if (requested === undefined) return defaultScope(client)
  // The schema is not asked on the usual path: a request that repeats the client's own list is well formed.
  if (requested !== client.scope && !scopeListSchema.safeParse(requested).success)
    throw new OAuthError(
      'invalid_scope',
      'scope-malformed',
      'The scope is malformed; write scope tokens separated by single spaces (RFC 6749 section 3.3).'
    )
  const tokens = parseScopeList(requested)
  if (client.scope === undefined) return requireKnown(scopes, tokens).then(() => tokens)
  requireAllowed(tokens, parseScopeList(client.scope))
  return tokens
}

function defaultScope(client: Client): readonly string[] {
  const all = parseScopeList(client.scope)
  const ordinary = all.filter((token) => token !== ADMIN_SCOPE)
  return ordinary.length ? ordinary : all
}

function requireAllowed(tokens: readonly string[], allowed: readonly string[]): void {
  const refused = tokens.filter((token) => !allowed.includes(token))
  if (refused.length)
    throw new OAuthError(
      'invalid_scope',
      'scope-not-allowed',
      `This client may not ask for the scope ${list(refused)}; ${allowed.length ? `it may ask for ${list(allowed)}` : 'it may ask for none'}.`
    )
}

async function requireKnown(scopes: Store['scopes'], tokens: readonly string[]): Promise<void> {
  for (const token of tokens) {
    if (token === ADMIN_SCOPE)
      throw new OAuthError(
        'invalid_scope',
        'scope-not-allowed',
        `The scope ${ADMIN_SCOPE} is given only to a client in whose scope an administrator wrote it.`
      )
    const scope = await scopes.get(token)
    if (scope?.roles.length)
      throw new OAuthError(
        'invalid_scope',
        'scope-not-allowed',
        `The scope ${token} is for people with the role ${scope.roles.join(' or ')}; a client gets it only when it stands in its own scope.`
      )
    if (!isStandard(token) && !scope)
      throw new OAuthError(
        'invalid_scope',
        'scope-unknown',
        `The server knows no scope ${token}; it knows ${list(await knownScopes(scopes))}.`
      )
  }
}

function isStandard(token: string): boolean {
  return (STANDARD_SCOPES as readonly string[]).includes(token)
}

async function knownScopes(scopes: Store['scopes']): Promise<readonly string[]> {
  const { items } = await scopes.list({ limit: 20 })
  const registered = items.map((scope) => scope.name).filter((name) => name !== ADMIN_SCOPE)
  return [...new Set([...registered, ...STANDARD_SCOPES])]
}

function list(tokens: readonly string[]): string {
  return tokens.join(', ')
}
