import { findByLogin, type Accounts } from '../accounts'
import { hasDocumentedPassword } from '../model'
import type { Store } from '../ports'
import type { PanelBase } from './base'
import { refusal, tooManyTries, unprocessable } from './refusal'

/** Every procedure of `account`: what a person does with their own. */
export function createAccount(base: PanelBase, { accounts }: { accounts: Pick<Accounts, 'changePassword'> }) {
  return {
    changePassword: base.account.changePassword.handler(async ({ input, context }) => {
      const { actor, browserSession } = context
      if (actor.kind !== 'user')
        throw refusal('FORBIDDEN', 'Only a person who signed in with an account has a password to change')
      refuseDocumented(actor.user.username, input.newPassword, 'newPassword')
      const keepSession = browserSession?.sessionId
      const result = await accounts.changePassword({
        ...input,
        username: actor.user.username,
        ...(keepSession ? { keepSession } : {})
      })
      if (result.outcome === 'limited') throw tooManyTries(result.retryAfterSeconds)
      if (result.outcome === 'wrong_password')
        throw unprocessable([{ path: ['currentPassword'], message: 'is not your current password' }])
    })
  }
}

/** Every procedure of `users`. */
export function createUsers(
  base: PanelBase,
  { accounts, store }: { accounts: Pick<Accounts, 'setPassword'>; store: Pick<Store, 'users'> }
) {
  return {
    setPassword: base.users.setPassword.handler(async ({ input, context }) => {
      const { actor } = context
      const user = (await store.users.get(input.username)) ?? (await findByLogin(store, input.username))
      if (actor.kind === 'user' && actor.user.username === user?.username)
        throw refusal(
          'FORBIDDEN',
          'One\'s own password is changed with the current one, under "Change password"'
        )
      if (user) refuseDocumented(user.username, input.password, 'password')
      if (!user || !(await accounts.setPassword(user.username, input.password)))
        throw refusal('NOT_FOUND', `There is no user ${JSON.stringify(input.username)}`)
    })
  }
}

/** The documented password opens the panel to whoever read the documentation, so nobody sets it again. */
function refuseDocumented(username: string, password: string, field: string): void {
  if (hasDocumentedPassword({ username, password }))
    throw unprocessable([{ path: [field], message: 'is the documented password; choose another' }])
}
