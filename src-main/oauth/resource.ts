import type { Resource } from '../model'
import { OAuthError } from './oauth-error'
import { STANDARD_SCOPES } from './scope/scope'

const MAX_RESOURCES = 10
const MAX_LENGTH = 2000

/** The resources that a token is asked for (RFC 8707 §2): absolute URIs without a fragment, each of which becomes an audience. */
export function parseResources(values: readonly string[]): readonly string[] {
  if (values.length > MAX_RESOURCES)
    throw refusal(`${values.length} resources were asked for; ${MAX_RESOURCES} at a time are the limit.`)
  for (const value of values) requireResource(value)
  return values.length > 1 ? [...new Set(values)] : values
}

function requireResource(value: string): void {
  if (value.length > MAX_LENGTH) throw refusal(`A resource has at most ${MAX_LENGTH} characters.`)
  if (!URL.canParse(value) || !/^[\x21-\x7e]+$/.test(value))
    throw refusal(`The resource ${value} is no absolute URI, such as https://api.example.com/orders.`)
  if (value.includes('#'))
    throw refusal(`The resource ${value} holds a fragment; leave out # and what follows.`)
}

/** `settings.resources`: null accepts every one. */
type KnownResources = readonly Resource[] | null

/** RFC 8707 §2: a server that has a list of its resources refuses what isn't on it. Throws `invalid_target`. */
export function requireKnownResources(resources: readonly string[], known: KnownResources): void {
  if (!known) return
  const unknown = resources.find((resource) => !known.some(({ identifier }) => identifier === resource))
  if (unknown === undefined) return
  const names = known.map(({ identifier }) => identifier).join(', ')
  throw new OAuthError(
    'invalid_target',
    'resource-unknown',
    `The server knows no resource ${unknown}; it knows ${names || 'none'} (RFC 8707 section 2).`
  )
}

/**
 * What of a scope is of use at one of the resources (RFC 8707 §2.2). The scopes of OpenID Connect are about the person and
 * are for no particular resource. Throws `invalid_scope` where something was asked for and nothing is left.
 */
export function scopeAtResources(
  scope: readonly string[],
  resources: readonly string[],
  known: KnownResources
): readonly string[] {
  const asked = known?.filter(({ identifier }) => resources.includes(identifier)) ?? []
  if (!asked.length || asked.some(({ scopes }) => scopes === undefined)) return scope
  const useful = asked.flatMap(({ scopes = [] }) => scopes)
  const kept = scope.filter(
    (token) => useful.includes(token) || (STANDARD_SCOPES as readonly string[]).includes(token)
  )
  if (kept.length || !scope.length) return kept
  throw new OAuthError(
    'invalid_scope',
    'scope-not-allowed',
    `The resource ${resources.join(' and ')} knows none of the scopes ${scope.join(', ')}; it knows ${useful.join(', ') || 'none'} (RFC 8707 section 2.2).`
  )
}

function refusal(description: string): OAuthError {
  return new OAuthError('invalid_target', 'resource-malformed', `${description} (RFC 8707 section 2)`)
}
