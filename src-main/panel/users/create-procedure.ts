import { foldName, say } from '../../model'
import type { PanelBase } from '../access/base'
import { refuseDocumented } from '../access/refuse-documented'
import { unprocessable } from '../access/refusal'
import { shownUser } from './shown-user'
import { firstRoles, parseUser, requireFreeNames, requireKnownRoles } from './user-record'
import type { UsersDependencies } from './users-dependencies'

/** Making an account. */
export function createProcedure(base: PanelBase, dependencies: UsersDependencies) {
  const { store, random, clock, accounts } = dependencies
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
      const named = await firstRoles(store)
      const secret = password === undefined ? {} : { password_hash: await accounts.hashPassword(password) }
      const made = { ...user, ...secret }
      await store.writeConfiguration((newest) => {
        requireKnownRoles(newest, made, named)
        requireFreeNames(newest, made)
        return { users: [made] }
      })
      return shownUser(store, made)
    })
  }
}
