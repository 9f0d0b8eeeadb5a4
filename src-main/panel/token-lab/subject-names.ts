import type { TokenVerdict } from '../../contract'
import { displayNameOf, hasAccess } from '../../model'
import type { Store } from '../../ports'
import { accessOf, type Actor } from '../context'
import type { ClientRights } from '../clients'
import type { ServerControl } from '../server-control'
import { claimsOf } from './claims-of'

export interface SubjectNamesDependencies {
  readonly store: Pick<Store, 'users' | 'clients'>
  readonly rights: Pick<ClientRights, 'requireSeen'>
  readonly serverControl: Pick<ServerControl, 'state'>
}

/** Says whom the `sub` of a token of this server means, to whoever may see them: moderators, the person, the client's owner. */
export function createSubjectNames({ store, rights, serverControl }: SubjectNamesDependencies) {
  async function personOf(sub: string, actor: Actor): Promise<TokenVerdict['subject']> {
    const [user] = await store.users.find('sub', sub)
    if (!user) return undefined
    const isTheirs = actor.kind === 'user' && actor.user.username === user.username
    if (!isTheirs && !hasAccess(accessOf(actor), 'moderator')) return undefined
    return { kind: 'user', id: user.username, ...(user.name && { name: user.name }) }
  }

  async function clientOf(client_id: string, actor: Actor): Promise<TokenVerdict['subject']> {
    const client = await rights.requireSeen(actor, client_id).catch(() => undefined)
    return client && { kind: 'client', id: client_id, name: displayNameOf(client) }
  }

  return async (token: string, actor: Actor): Promise<TokenVerdict['subject']> => {
    const { iss, sub, client_id } = claimsOf(token)
    // Another server's subject may look like one of ours.
    if (iss !== serverControl.state().issuer || typeof sub !== 'string' || sub === '') return undefined
    // RFC 9068 §2.2: a client that acts for itself is its own subject.
    return sub === client_id ? clientOf(sub, actor) : personOf(sub, actor)
  }
}
