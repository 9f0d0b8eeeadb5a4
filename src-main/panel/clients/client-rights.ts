import { ADMIN_SCOPE, hasAccess, mayChangeClient, parseScopeList, say, type Client } from '../../model'
import type { Store } from '../../ports'
import { accessOf, type Actor } from '../access/context'
import { refusal } from '../access/refusal'

const notFound = () => refusal('NOT_FOUND', say('no_such_client'))

export interface ClientRights {
  /** The client, if whoever asks may see it: their own, or any for a moderator. Throws NOT_FOUND. */
  requireSeen(actor: Actor, client_id: string): Promise<Client>
  /** The client, if whoever asks may hold its secrets and change it: their own, or any for an administrator. Throws NOT_FOUND or FORBIDDEN. */
  requireOwn(actor: Actor, client_id: string): Promise<Client>
}

/** Who may do what with which client. Somebody else's client doesn't exist for a user. */
export function createClientRights(dependencies: { store: Pick<Store, 'clients'> }): ClientRights {
  async function requireSeen(actor: Actor, client_id: string): Promise<Client> {
    const client = await dependencies.store.clients.get(client_id)
    if (!client || !(mayChange(actor, client) || hasAccess(accessOf(actor), 'moderator'))) throw notFound()
    return client
  }
  return {
    requireSeen,
    async requireOwn(actor, client_id) {
      const client = await requireSeen(actor, client_id)
      // A moderator who could read secrets could get a token with the scope admin.
      if (!mayChange(actor, client)) throw refusal('FORBIDDEN', say('client_foreign'))
      return client
    }
  }
}

export function isAdministrator(actor: Actor): boolean {
  return accessOf(actor) === 'administrator'
}

/** Refuses what an administrator alone may write into a client: somebody else as its owner, the scope admin, a block. */
export function guardClientFields(
  actor: Actor,
  wanted: { owner?: string | null; scope?: string | null; blocked?: boolean },
  current?: Client
): void {
  if (isAdministrator(actor)) return
  const own = actor.kind === 'user' ? actor.user.username : undefined
  if (wanted.owner !== undefined && wanted.owner !== (current ? current.owner : own))
    throw refusal('FORBIDDEN', say('client_owner'))
  const hadAdmin = parseScopeList(current?.scope).includes(ADMIN_SCOPE)
  if (!hadAdmin && parseScopeList(wanted.scope ?? undefined).includes(ADMIN_SCOPE))
    throw refusal('FORBIDDEN', say('client_scope_admin', { scope: ADMIN_SCOPE }))
  if (wanted.blocked) throw refusal('FORBIDDEN', say('client_blocked'))
}

/** Refuses a scope that needs a role which whoever asks doesn't have, unless the client has it already. */
export async function guardClientScope(
  scopes: Store['scopes'],
  actor: Actor,
  wanted: string | null | undefined,
  current?: Client
): Promise<void> {
  if (isAdministrator(actor)) return
  const roles = actor.kind === 'user' ? actor.user.roles : []
  const known = parseScopeList(current?.scope)
  for (const token of parseScopeList(wanted ?? undefined)) {
    const needed = (await scopes.get(token))?.roles ?? []
    if (needed.length && !known.includes(token) && !needed.some((role) => roles.includes(role)))
      throw refusal('FORBIDDEN', say('scope_needs_role', { scope: token, roles: needed.join(' / ') }))
  }
}

function mayChange(actor: Actor, client: Client): boolean {
  const username = actor.kind === 'user' ? actor.user.username : undefined
  return mayChangeClient({ access: accessOf(actor), username }, client)
}
