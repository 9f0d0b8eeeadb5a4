import type { ShownScope } from '../../contract'
import { ADMIN_SCOPE, say, type Scope } from '../../model'
import { CLAIMS_OF_SCOPES, STANDARD_SCOPES } from '../../oauth'
import { StoreError, type Store } from '../../ports'
import type { PanelBase } from '../access/base'
import type { RestorePoint } from '../profile'
import { refusal, unprocessable } from '../access/refusal'
import { clientsWithScope, listed } from './usage'
import { clientsWithoutScope } from './without-scope'

interface ScopesDependencies {
  readonly store: ScopesStore
  readonly restorePoint: Pick<RestorePoint, 'beforeRemoving'>
}
type ScopesStore = Pick<Store, 'scopes' | 'roles' | 'clients' | 'claims' | 'settings' | 'writeConfiguration'>

const BUILT_IN: readonly string[] = [...STANDARD_SCOPES, ADMIN_SCOPE]

/** Every procedure of `scopes`. */
export function createScopes(base: PanelBase, dependencies: ScopesDependencies) {
  const { store } = dependencies

  async function shown(scope: Scope): Promise<ShownScope> {
    const { name } = scope
    return {
      ...scope,
      builtIn: BUILT_IN.includes(name),
      standardClaims: Object.hasOwn(CLAIMS_OF_SCOPES, name)
        ? [...CLAIMS_OF_SCOPES[name as keyof typeof CLAIMS_OF_SCOPES]]
        : [],
      clients: (await clientsWithScope(store, name)).total
    }
  }

  return {
    list: base.scopes.list.handler(async ({ input: { search = '', offset, limit } }) => {
      const wanted = search.trim().toLowerCase()
      const { items } = await store.scopes.list({ search, sort: { by: 'name' } })
      const builtIn = BUILT_IN.filter((name) => name.includes(wanted))
      const own = items.filter(({ name }) => !builtIn.includes(name))
      const front = await Promise.all(
        builtIn.map(async (name) => (await store.scopes.get(name)) ?? emptyScope(name))
      )
      const all = [...front, ...own]
      return {
        items: await Promise.all(all.slice(offset, offset + limit).map(shown)),
        total: all.length
      }
    }),

    usage: base.scopes.usage.handler(({ input: { name } }) => usageOf(store, name)),
    ...changeProcedures(base, dependencies, shown)
  }
}

function changeProcedures(
  base: PanelBase,
  { store, restorePoint }: ScopesDependencies,
  shown: (scope: Scope) => Promise<ShownScope>
) {
  return {
    create: base.scopes.create.handler(async ({ input }) => {
      if (BUILT_IN.includes(input.name))
        throw refusal('CONFLICT', say('scope_built_in', { name: input.name }))
      await requireRoles(store, input.roles)
      await store.scopes.insert(input).catch((error: unknown) => {
        if (error instanceof StoreError && error.code === 'exists')
          throw refusal('CONFLICT', say('scope_exists', { name: input.name }))
        throw error
      })
      return shown(input)
    }),

    update: base.scopes.update.handler(async ({ input: { params, body } }) => {
      await requireRoles(store, body.roles ?? [])
      const named = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined))
      return shown(await store.scopes.update(params.name, (scope) => ({ ...scope, ...named })))
    }),

    remove: base.scopes.remove.handler(async ({ input: { name, detach } }) => {
      const scope = await store.scopes.get(name)
      if (!scope)
        throw refusal(
          BUILT_IN.includes(name) ? 'CONFLICT' : 'NOT_FOUND',
          BUILT_IN.includes(name) ? say('scope_built_in', { name }) : say('scope_gone', { name })
        )
      await requireRemovable(store, name, detach)
      const clients = (await store.clients.find('scope', name)).map(({ client_id }) => client_id)
      await restorePoint.beforeRemoving({ scopes: [scope] }, { kind: 'scopes', name, clients })
      // They may have been changed since they were read.
      await store.writeConfiguration((newest) => ({
        clients: clientsWithoutScope(newest, name),
        removed: { scopes: [name] }
      }))
    })
  }
}

async function usageOf(store: ScopesStore, name: string) {
  const { resources } = await store.settings.get()
  return {
    clients: await clientsWithScope(store, name),
    claims: (await store.claims.find('scope', name)).map(({ id }) => id),
    resources: (resources ?? [])
      .filter(({ scopes }) => scopes?.includes(name))
      .map(({ identifier }) => identifier)
  }
}

/** A claim without its trigger would be told to everybody, so that such a rule is never brushed aside. */
async function requireRemovable(store: ScopesStore, name: string, detach: boolean): Promise<void> {
  const { clients, claims, resources } = await usageOf(store, name)
  if (claims.length) throw refusal('CONFLICT', say('scope_triggers', { name, claims: claims.join(', ') }))
  if (resources.length)
    throw refusal('CONFLICT', say('scope_of_resource', { name, resources: resources.join(', ') }))
  if (clients.total && !detach)
    throw refusal('CONFLICT', say('scope_used', { name, clients: listed(clients) }))
}

async function requireRoles(store: ScopesStore, names: readonly string[]): Promise<void> {
  const missing = []
  for (const [index, name] of names.entries())
    if (!(await store.roles.get(name)))
      missing.push({ path: ['roles', index], message: say('role_unknown', { name }) })
  if (missing.length) throw unprocessable(missing)
}

function emptyScope(name: string): Scope {
  return { name, description: '', claims: [], roles: [] }
}
