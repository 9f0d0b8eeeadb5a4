import { accessLevelOf, DEFAULT_ADMINISTRATOR, say, type User } from '../../model'
import type { PanelBase } from '../access/base'
import { refuseDocumented } from '../access/refuse-documented'
import { refusal } from '../access/refusal'
import { shownUser } from './shown-user'
import { changeUser, firstRoles, requireFreeNames, requireKnownRoles } from './user-record'
import { isOneself, requireAnotherAdministrator } from './user-rights'
import type { UsersDependencies } from './users-dependencies'
import { writeUser } from './write-user'

/** Changing an account: what is known of the person, their roles, their name, their password. */
export function changeProcedures(base: PanelBase, dependencies: UsersDependencies) {
  const { store, clock, random, accounts, rights } = dependencies

  async function update(name: string, changes: Readonly<Record<string, unknown>>): Promise<User> {
    const user = await rights.requireUser(name)
    const now = clock.nowSeconds()
    if (changeUser(user, changes, now).username !== user.username) await keepDocumentedName(user)
    const named = await firstRoles(store)
    const subject = random.uuid()
    return writeUser(store, user.username, (current, newest) => {
      const wanted = changeUser(current, changes, now)
      requireFreeNames(newest, { ...wanted, sub: undefined }, current.username)
      requireKnownRoles(newest, wanted, named, current.roles)
      if (accessLevelOf(wanted.roles) !== 'administrator') requireAnotherAdministrator(newest, current)
      // Under another name a subject alone tells who it is.
      return wanted.username === current.username ? wanted : { ...wanted, sub: wanted.sub ?? subject }
    })
  }

  /** Under another name the documented password would stand unnoticed. */
  async function keepDocumentedName({ username }: User): Promise<void> {
    if (username === DEFAULT_ADMINISTRATOR.username && (await accounts.defaultPasswordStands()))
      throw refusal('FORBIDDEN', say('documented_first', { username }))
  }

  return {
    update: base.users.update.handler(async ({ input: { params, body } }) =>
      shownUser(store, await update(params.username, body))
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
