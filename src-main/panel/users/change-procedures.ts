import { accessLevelOf, DEFAULT_ADMINISTRATOR, say, type User } from '../../model'
import type { PanelBase } from '../access/base'
import { refuseDocumented } from '../access/refuse-documented'
import { refusal } from '../access/refusal'
import { renameUser } from './rename-user'
import { shownUser } from './shown-user'
import { changeUser, requireFreeNames, requireKnownRoles } from './user-record'
import { isOneself } from './user-rights'
import type { UsersDependencies } from './users-dependencies'

/** Changing an account: what is known of the person, their roles, their name, their password. */
export function changeProcedures(base: PanelBase, dependencies: UsersDependencies) {
  const { store, clock, accounts, rights, turns } = dependencies

  async function update(name: string, changes: Readonly<Record<string, unknown>>): Promise<User> {
    const current = await rights.requireUser(name)
    const wanted = changeUser(current, changes, clock.nowSeconds())
    await requireFreeNames(store, { ...wanted, sub: undefined }, current.username)
    await requireKnownRoles(store, wanted.roles, current.roles)
    if (accessLevelOf(wanted.roles) !== 'administrator') await rights.requireAnotherAdministrator(current)
    if (wanted.username === current.username)
      return store.users.update(current.username, (newest) => changeUser(newest, changes, clock.nowSeconds()))
    await keepDocumentedName(current)
    return renameUser(dependencies, current, wanted)
  }

  /** Under another name the documented password would stand unnoticed. */
  async function keepDocumentedName({ username }: User): Promise<void> {
    if (username === DEFAULT_ADMINISTRATOR.username && (await accounts.defaultPasswordStands()))
      throw refusal('FORBIDDEN', say('documented_first', { username }))
  }

  return {
    update: base.users.update.handler(async ({ input: { params, body } }) =>
      shownUser(store, await turns(() => update(params.username, body)))
    ),

    setPassword: base.users.setPassword.handler(async ({ input, context }) => {
      const user = await rights.requireUser(input.username)
      if (isOneself(context.actor, user)) throw refusal('FORBIDDEN', say('password_of_oneself'))
      refuseDocumented(user.username, input.password, 'password')
      if (!(await accounts.setPassword(user.username, input.password)))
        throw refusal('NOT_FOUND', say('no_such_user_named', { username: JSON.stringify(input.username) }))
    })
  }
}
