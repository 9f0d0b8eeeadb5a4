import { foldName, say } from '../../model'
import type { PanelBase } from '../access/base'
import { refuseDocumented } from '../access/refuse-documented'
import { unprocessable } from '../access/refusal'
import { shownUser } from './shown-user'
import { parseUser, requireFreeNames, requireKnownRoles } from './user-record'
import type { UsersDependencies } from './users-dependencies'

/** Making an account. */
export function createProcedure(base: PanelBase, dependencies: UsersDependencies) {
  const { store, random, clock, accounts, turns } = dependencies
  return {
    create: base.users.create.handler(async ({ input }) => {
      const { password, ...fields } = input
      const username = fields.username ?? (fields.email && foldName(fields.email))
      if (!username) throw unprocessable([{ path: ['username'], message: say('name_missing') }])
      if (password !== undefined) refuseDocumented(username, password, 'password')
      const user = parseUser({
        ...fields,
        username,
        sub: fields.sub ?? random.uuid(),
        updated_at: clock.nowSeconds()
      })
      await requireKnownRoles(store, user.roles)
      // Hashing takes a while and others need not wait for it.
      const secret = password === undefined ? {} : { password_hash: await accounts.hashPassword(password) }
      return turns(async () => {
        await requireFreeNames(store, user)
        await store.users.insert({ ...user, ...secret })
        return shownUser(store, { ...user, ...secret })
      })
    })
  }
}
