import type { OwnAccount } from '../../contract'
import { userSchema, type User } from '../../model'
import type { PanelBase } from '../access/base'
import { issuesOf } from '../access/issues'
import { unprocessable } from '../access/refusal'
import type { AccountDependencies } from './account-dependencies'
import { requirePerson } from './require-person'

const SHOWN = [
  'username',
  'email',
  'email_verified',
  'name',
  'given_name',
  'family_name',
  'preferred_username',
  'picture',
  'roles'
] as const

/** What people say of themselves. */
export function profileProcedures(base: PanelBase, { store, clock }: AccountDependencies) {
  async function shown(user: User): Promise<OwnAccount> {
    const { accounts } = await store.settings.get()
    const { total } = await store.clients.list({ where: { index: 'owner', value: user.username }, limit: 0 })
    const consents = user.sub === undefined ? [] : await store.consents.find('sub', user.sub)
    const fields = Object.fromEntries(
      SHOWN.flatMap((name) => (user[name] === undefined ? [] : [[name, user[name]]]))
    ) as Pick<User, (typeof SHOWN)[number]>
    return { ...fields, mayDelete: accounts.deletion, clients: total, consents: consents.length }
  }

  return {
    get: base.account.get.handler(({ context }) => shown(requirePerson(context.actor))),

    update: base.account.update.handler(async ({ input, context }) => {
      const { username } = requirePerson(context.actor)
      const changed = await store.users.update(username, (current) => {
        const all = Object.entries({ ...current, ...input, updated_at: clock.nowSeconds() })
        const kept = Object.fromEntries(all.filter(([, value]) => value !== null && value !== ''))
        const parsed = userSchema.safeParse(kept)
        if (!parsed.success) throw unprocessable(issuesOf(userSchema, parsed.error, kept))
        return parsed.data
      })
      return shown(changed)
    })
  }
}
