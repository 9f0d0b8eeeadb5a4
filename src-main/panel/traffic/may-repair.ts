import { contract, type ExchangeRepair } from '../../contract'
import { hasAccess, mayChangeClient, type AccessLevel, type Client } from '../../model'
import { accessOf, type Actor } from '../access/context'

/** Whether whoever looks may make the change that helps, as the contract's procedures and the client's owner have it. */
export function mayRepair(actor: Actor, repair: ExchangeRepair, client: Client | undefined): boolean {
  const access = accessOf(actor)
  const username = actor.kind === 'user' ? actor.user.username : undefined
  switch (repair.id) {
    case 'create_client':
      return hasAccess(access, accessTo(contract.clients.create))
    case 'open_flows':
      return hasAccess(access, accessTo(contract.settings.update))
    case 'unblock_client':
      return hasAccess(access, accessTo(contract.clients.unblock))
    default:
      return client !== undefined && mayChangeClient({ access, username }, client)
  }
}

interface Procedure {
  readonly '~orpc': { readonly meta: { readonly access?: AccessLevel } }
}

function accessTo(procedure: Procedure): AccessLevel {
  return procedure['~orpc'].meta.access ?? 'administrator'
}
