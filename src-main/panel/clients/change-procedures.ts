import { createRemoveClient } from '../../oauth'
import type { PanelBase } from '../access/base'
import { guardClientFields, guardClientScope, isAdministrator } from './client-rights'
import { changeClient } from './client-record'
import type { ClientsDependencies } from './clients-dependencies'
import { requireOwnerExists } from './create-procedure'
import { shownClient } from './shown-client'

/** Changing, blocking and removing clients. */
export function changeProcedures(base: PanelBase, dependencies: ClientsDependencies) {
  return { ...editProcedures(base, dependencies), ...lifeProcedures(base, dependencies) }
}

function editProcedures(base: PanelBase, { store, random, rights }: ClientsDependencies) {
  return {
    update: base.clients.update.handler(async ({ input: { params, body }, context }) => {
      const before = await rights.requireOwn(context.actor, params.client_id)
      await guardClientScope(store.scopes, context.actor, body.scope, before)
      await requireOwnerExists(store, body.owner)
      let madeSecret: string | undefined
      const client = await store.clients.update(params.client_id, (current) => {
        guardClientFields(context.actor, body, current)
        const changed = changeClient(current, body, random)
        madeSecret = changed.madeSecret
        return changed.client
      })
      return { client: shownClient(client), ...(madeSecret ? { client_secret: madeSecret } : {}) }
    })
  }
}

function lifeProcedures(base: PanelBase, { store, rights, restorePoint }: ClientsDependencies) {
  const removeClient = createRemoveClient(store)
  const setBlocked = async (client_id: string, blocked: boolean) =>
    shownClient(await store.clients.update(client_id, (current) => ({ ...current, blocked })))
  return {
    block: base.clients.block.handler(({ input }) => setBlocked(input.client_id, true)),
    unblock: base.clients.unblock.handler(({ input }) => setBlocked(input.client_id, false)),

    remove: base.clients.remove.handler(async ({ input, context }) => {
      const client = await rights.requireOwn(context.actor, input.client_id)
      // The one way back is the administrators': what others remove of their own must not take its place.
      if (isAdministrator(context.actor)) await restorePoint.beforeRemoving({ clients: [client] })
      await removeClient(input.client_id)
    })
  }
}
