import { ADMIN_SCOPE, parseScopeList, type Client, type Settings, type User } from '../../model'
import type { Awaitable, Store } from '../../ports'
import { readScope } from '../authorization/request/requested-scope'
import { OAuthError } from '../oauth-error'
import type { PersonScope, ScopeObstacle } from '../scope/person-scope'
import { grantScope } from '../scope/scope'

/** A scope token that was asked for, and what became of it. */
export interface PreviewedScope {
  readonly scope: string
  readonly granted: boolean
  /**
   * Why not, where it isn't: what `ScopeObstacle` says; offline: no refresh token could come of it; refused: it would have been
   * granted, but the request as a whole is refused.
   */
  readonly why?: ScopeObstacle['why'] | 'offline' | 'refused'
  /** The roles of which the person would need one. */
  readonly roles?: readonly string[]
}

export interface ScopePreview {
  readonly granted: readonly string[]
  readonly scopes: readonly PreviewedScope[]
  readonly refusal?: OAuthError
}

export interface ScopePreviewDeps {
  readonly scopes: Store['scopes']
  readonly personScope: PersonScope
}

/** What a client is granted that acts for itself. */
export async function scopesOfClient(
  { scopes }: ScopePreviewDeps,
  client: Client,
  requested: string | undefined
): Promise<ScopePreview> {
  const obstacle = async (token: string): Promise<ScopeObstacle | undefined> => {
    const outcome = await outcomeOf(() => grantScope(scopes, client, token))
    if (!outcome.refusal) return undefined
    if (outcome.refusal.reason === 'scope-unknown') return { why: 'unknown' }
    if (client.scope !== undefined) return { why: 'client' }
    if (token === ADMIN_SCOPE) return { why: 'admin' }
    return { why: 'role', roles: (await scopes.get(token))?.roles ?? [] }
  }
  const outcome = await outcomeOf(() => grantScope(scopes, client, requested))
  return explained(outcome, parseScopeList(requested ?? client.scope), obstacle)
}

/** What a client is granted that a person signs in to, with a code. */
export async function scopesOfPerson(
  { personScope }: ScopePreviewDeps,
  { client, settings, user }: { client: Client; settings: Settings; user: User },
  requested: string | undefined
): Promise<ScopePreview> {
  const question = { client, settings, responseType: 'code', resources: [], requested } as const
  const outcome = await outcomeOf(async () =>
    personScope.heldBy(user, await readScope(personScope, question))
  )
  const asked = parseScopeList(requested ?? client.scope)
  return explained(
    outcome,
    asked,
    async (token) =>
      (await personScope.obstacleForClient(client, token)) ?? personScope.obstacleForPerson(user, token)
  )
}

type Outcome = { readonly granted: readonly string[]; readonly refusal?: OAuthError }

async function outcomeOf(decide: () => Awaitable<readonly string[]>): Promise<Outcome> {
  try {
    return { granted: await decide() }
  } catch (error) {
    if (error instanceof OAuthError) return { granted: [], refusal: error }
    throw error
  }
}

async function explained(
  outcome: Outcome,
  asked: readonly string[],
  obstacleOf: (token: string) => Promise<ScopeObstacle | undefined>
): Promise<ScopePreview> {
  const scopes = await Promise.all(
    asked.map(async (scope): Promise<PreviewedScope> => {
      if (outcome.granted.includes(scope)) return { scope, granted: true }
      const otherwise = outcome.refusal ? ({ why: 'refused' } as const) : ({ why: 'offline' } as const)
      return { scope, granted: false, ...((await obstacleOf(scope)) ?? otherwise) }
    })
  )
  return { ...outcome, scopes }
}
