import type { TokenStatus } from '../../contract'
import { hasAccess, type IssuedToken } from '../../model'
import { tokenDigest, type Protocol } from '../../oauth'
import type { Store } from '../../ports'
import type { ClientRights } from '../clients'
import { accessOf, type Actor } from '../access/context'

export interface TokenStatusDependencies {
  readonly store: Pick<Store, 'tokens' | 'users'>
  readonly rights: Pick<ClientRights, 'requireSeen'>
  readonly findToken: Protocol['findToken']
}

/**
 * What the server knows of a token of its own. To whom it is neither theirs nor their client's it is unknown, as introspection has
 * it (RFC 7662 §2.2).
 */
export function createTokenStatus({ store, rights, findToken }: TokenStatusDependencies) {
  async function maySee(actor: Actor, { client_id, sub }: IssuedToken): Promise<boolean> {
    if (hasAccess(accessOf(actor), 'moderator')) return true
    if (actor.kind === 'user' && sub !== undefined && actor.user.sub === sub) return true
    return rights.requireSeen(actor, client_id).then(
      () => true,
      () => false
    )
  }

  return async (token: string, actor: Actor): Promise<TokenStatus> => {
    const record = await store.tokens.get(tokenDigest(token))
    if (!record || !(await maySee(actor, record))) return { known: false }
    const { kind, format, client_id, sub, scope, aud, iat, exp, cnf } = record
    const [user] = sub === undefined ? [] : await store.users.find('sub', sub)
    const members = { kind, format, client_id, sub, username: user?.username, scope, aud, iat, exp, cnf }
    const active = (await findToken(token)) !== undefined
    return { known: true, active, members: withoutUndefined(members) }
  }
}

function withoutUndefined(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))
}
