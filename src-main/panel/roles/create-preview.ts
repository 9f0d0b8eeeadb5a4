import type { Preview, PreviewedClaim } from '../../contract'
import { hasAccess, say, type User } from '../../model'
import type { Protocol, ToldClaim } from '../../oauth'
import type { Store } from '../../ports'
import type { PanelBase } from '../access/base'
import type { ClientRights } from '../clients'
import { accessOf, type Actor } from '../access/context'
import { refusal } from '../access/refusal'

/** The procedure of `preview`. */
export function createPreview(
  base: PanelBase,
  {
    store,
    rights,
    preview
  }: {
    store: Pick<Store, 'users'>
    rights: ClientRights
    preview: Protocol['preview']
  }
) {
  /** Of somebody else's claims nobody learns through a client of their own. */
  async function requirePerson(actor: Actor, username: string): Promise<User> {
    const isSelf = actor.kind === 'user' && actor.user.username === username
    const user =
      isSelf || hasAccess(accessOf(actor), 'moderator') ? await store.users.get(username) : undefined
    if (!user) throw refusal('NOT_FOUND', say('no_such_user'))
    return user
  }

  return {
    show: base.preview.show.handler(async ({ input: { client_id, username, scope }, context }) => {
      const client = await rights.requireSeen(context.actor, client_id)
      const user = username === undefined ? undefined : await requirePerson(context.actor, username)
      const { scopes, refusal: refused, idToken, accessToken, userinfo } = await preview(client, user, scope)
      return {
        scopes: scopes.map(({ roles, ...one }) => ({ ...one, ...(roles && { roles: [...roles] }) })),
        ...(refused && { refusal: { error: refused.code, error_description: refused.message } }),
        ...(idToken && { id_token: idToken.map(shown) }),
        ...(accessToken && {
          access_token: { format: accessToken.format, claims: accessToken.claims.map(shown) }
        }),
        ...(userinfo && { userinfo: userinfo.map(shown) })
      } satisfies Preview
    })
  }
}

function shown({ name, value, origin, field }: ToldClaim): PreviewedClaim {
  const which = origin.by === 'scope' ? origin.scope : origin.by === 'rule' ? origin.id : undefined
  return {
    name,
    value,
    by: origin.by,
    ...(which !== undefined && { which }),
    ...(field !== undefined && { field })
  }
}
