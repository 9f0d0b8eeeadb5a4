import type { TokenVerdict } from '../../contract'
import { displayNameOf, hasAccess, type Client } from '../../model'
import type { Subjects } from '../../oauth'
import type { Store } from '../../ports'
import { accessOf, type Actor } from '../access/context'
import type { ClientRights } from '../clients'
import type { ServerControl } from '../server/server-control'
import { claimsOf } from './claims-of'

export interface SubjectNamesDependencies {
  readonly store: Pick<Store, 'users' | 'clients'>
  readonly rights: Pick<ClientRights, 'requireSeen'>
  readonly serverControl: Pick<ServerControl, 'state'>
  readonly subjects: Subjects
}

/** Says whom the `sub` of a token of this server means, to whoever may see them: moderators, the person, the client's owner. */
export function createSubjectNames({ store, rights, serverControl, subjects }: SubjectNamesDependencies) {
  async function personOf(sub: string, actor: Actor): Promise<TokenVerdict['subject']> {
    const [user] = await store.users.find('sub', sub)
    if (!user) return undefined
    const isTheirs = actor.kind === 'user' && actor.user.username === user.username
    if (!isTheirs && !hasAccess(accessOf(actor), 'moderator')) return undefined
    return { kind: 'user', id: user.username, ...(user.name && { name: user.name }) }
  }

  /** Whom a client with pairwise subjects knows by this one (OpenID Connect Core §8.1): people are tried, and nobody but oneself without leave. */
  async function publicSubject(sub: string, client: Client, actor: Actor): Promise<string | undefined> {
    if (hasAccess(accessOf(actor), 'moderator')) return subjects.personOf(client, sub)
    const own = actor.kind === 'user' ? actor.user.sub : undefined
    return own !== undefined && (await subjects.subjectFor(client, own)) === sub ? own : undefined
  }

  async function pairwiseClientOf(claims: Readonly<Record<string, unknown>>): Promise<Client | undefined> {
    // An access token names its client, an ID token is for it.
    const { client_id, azp, aud } = claims
    const id = [client_id, azp, aud].flat().find((one) => typeof one === 'string')
    const client = typeof id === 'string' ? await store.clients.get(id) : undefined
    return client?.subject_type === 'pairwise' ? client : undefined
  }

  async function clientOf(client_id: string, actor: Actor): Promise<TokenVerdict['subject']> {
    const client = await rights.requireSeen(actor, client_id).catch(() => undefined)
    return client && { kind: 'client', id: client_id, name: displayNameOf(client) }
  }

  return async (token: string, actor: Actor): Promise<TokenVerdict['subject']> => {
    const claims = claimsOf(token)
    const { iss, sub, client_id } = claims
    // Another server's subject may look like one of ours.
    if (iss !== serverControl.state().issuer || typeof sub !== 'string' || sub === '') return undefined
    // RFC 9068 §2.2: a client that acts for itself is its own subject.
    if (sub === client_id) return clientOf(sub, actor)
    const client = await pairwiseClientOf(claims)
    const known = client ? await publicSubject(sub, client, actor) : sub
    return known === undefined ? undefined : personOf(known, actor)
  }
}
