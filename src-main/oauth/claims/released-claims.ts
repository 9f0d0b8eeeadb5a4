import { isDeepStrictEqual } from 'node:util'
import type { ClaimRequest, Scope, User } from '../../model'
import { withAwaited, type Awaitable, type Store } from '../../ports'
import { keepReading } from '../keep-reading'
import type { ClaimLayer, Claims } from './claim-layer'
import { claimOf } from './claim-of'
import { CLAIMS_OF_SCOPES } from './scope-claims'

/** The claims with these names that the person has (OpenID Connect Core §5.3.2: one without a value is left out). */
export function claimsNamed(user: User, names: Iterable<string>): Claims {
  const claims: Claims = {}
  for (const name of names) {
    const value = claimOf(user, name)
    if (value !== undefined && value !== null && value !== '') claims[name] = value
  }
  return claims
}

/**
 * What the `claims` parameter gets of a person (OpenID Connect Core §5.5): a claim that was asked for with a value or values is
 * given with one of those or not at all. Essential or not, one that is not there is no error (§5.5.1).
 */
export function claimsRequested(
  user: User,
  requests: Readonly<Record<string, ClaimRequest>> | null | undefined
): Claims {
  if (!requests) return {}
  const claims = claimsNamed(user, Object.keys(requests))
  const wanted = Object.entries(claims).filter(([name, value]) => isWanted(value, requests[name] ?? null))
  return Object.fromEntries(wanted)
}

function isWanted(value: unknown, request: ClaimRequest): boolean {
  if (!request) return true
  const wanted = [
    ...('value' in request && request.value !== undefined ? [request.value] : []),
    ...(request.values ?? [])
  ]
  return !wanted.length || wanted.some((one) => isDeepStrictEqual(one, value))
}

/** The names of the claims that one scope releases. */
export interface ScopeNames {
  readonly scope: string
  readonly names: readonly string[]
}

export interface ScopeClaims {
  /** What the standard scopes (OpenID Connect Core §5.4) and those of the server release of a person, scope by scope. */
  ofScopes(user: User, scope: readonly string[]): Promise<readonly ClaimLayer[]>
  /** The names that the server's own scopes among these release. */
  ownNames(scope: readonly string[]): Awaitable<readonly ScopeNames[]>
}

const STANDARD: NamesByScope = new Map(
  Object.entries(CLAIMS_OF_SCOPES).map(([scope, names]) => [scope, { scope, names }])
)

/** The claims that scopes release. */
export function createScopeClaims({ scopes, subscribe }: Pick<Store, 'scopes' | 'subscribe'>): ScopeClaims {
  const own = keepReading({
    subscribe,
    of: ['scopes'],
    make: async () => namesByScope((await scopes.list()).items)
  })

  return {
    ownNames: (scope) => withAwaited(own(), (known) => namesOf(scope, known)),
    async ofScopes(user, scope) {
      const released = [...namesOf(scope, STANDARD), ...namesOf(scope, await own())]
      return scopeLayers(user, released)
    }
  }
}

type NamesByScope = ReadonlyMap<string, ScopeNames>

/** Those that release something. */
function namesByScope(scopes: readonly Scope[]): NamesByScope {
  return new Map(
    scopes.flatMap(({ name, claims }) => (claims?.length ? [[name, { scope: name, names: claims }]] : []))
  )
}

function namesOf(scope: readonly string[], known: NamesByScope): ScopeNames[] {
  const released: ScopeNames[] = []
  for (const token of scope) {
    const names = known.get(token)
    if (names) released.push(names)
  }
  return released
}

/** What scopes release of a person, a layer for each. */
export function scopeLayers(user: User, released: readonly ScopeNames[]): ClaimLayer[] {
  return released.map(({ scope, names }) => ({
    origin: { by: 'scope', scope },
    claims: claimsNamed(user, names)
  }))
}
