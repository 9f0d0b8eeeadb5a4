import { say } from '../../model'
import { StoreError, type Store } from '../../ports'
import type { PanelBase } from '../access/base'
import type { Actor } from '../access/context'
import { refusal, unprocessable } from '../access/refusal'
import { requireRoomForClient } from './client-limit'
import { guardClientFields, guardClientScope, isAdministrator } from './client-rights'
import { makeClientId, missingSecret, parseClient } from './client-record'
import type { ClientsDependencies } from './clients-dependencies'
import { shownClient } from './shown-client'

/** Registering a client. */
export function createProcedure(base: PanelBase, dependencies: ClientsDependencies) {
  const { store, random, clock } = dependencies
  return {
    create: base.clients.create.handler(async ({ input, context }) => {
      guardClientFields(context.actor, input)
      await guardClientScope(store.scopes, context.actor, input.scope)
      const owner = ownerOf(context.actor, input.owner)
      await requireOwnerExists(store, owner)
      await requireRoomForClient(store, owner, 1)
      const client = parseClient({
        ...input,
        client_id: input.client_id ?? makeClientId(random),
        client_secret: input.client_secret ?? missingSecret(input, random),
        client_id_issued_at: clock.nowSeconds(),
        owner
      })
      await insert(store, client)
      await keepWithinLimit(store, client)
      const { client_secret } = client
      return { client: shownClient(client), ...(client_secret === undefined ? {} : { client_secret }) }
    })
  }
}

/** A client belongs to the user who registers it; an administrator says whose it is. */
function ownerOf(actor: Actor, wanted: string | undefined): string | undefined {
  if (isAdministrator(actor)) return wanted
  return actor.kind === 'user' ? actor.user.username : undefined
}

/** Throws an issue at `owner` when there is no such user. */
export async function requireOwnerExists(
  store: Pick<Store, 'users'>,
  owner: string | null | undefined
): Promise<void> {
  if (owner === undefined || owner === null || (await store.users.get(owner))) return
  throw unprocessable([{ path: ['owner'], message: say('user_unknown', { name: JSON.stringify(owner) }) }])
}

/** Counts again once it is there, so that of parallel requests none slips past the limit. */
async function keepWithinLimit(
  store: Pick<Store, 'clients' | 'settings'>,
  { client_id, owner }: ReturnType<typeof parseClient>
): Promise<void> {
  try {
    await requireRoomForClient(store, owner, 0)
  } catch (error) {
    await store.clients.remove(client_id)
    throw error
  }
}

async function insert(store: Pick<Store, 'clients'>, client: ReturnType<typeof parseClient>): Promise<void> {
  try {
    await store.clients.insert(client)
  } catch (error) {
    if (error instanceof StoreError && error.code === 'exists')
      throw refusal('CONFLICT', say('client_exists', { name: JSON.stringify(client.client_id) }))
    throw error
  }
}
